package dev.lockstep.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.aggregate.AggregationKind;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.linalg.Blas;
import dev.lockstep.train.TrainingSettings;
import java.util.List;
import java.util.Locale;

/** Training settings as JSON, by the names of their options. */
public final class SettingsJson {
  private SettingsJson() {}

  /**
   * Writes settings.
   *
   * @param json gets a field for each
   * @param settings what to write
   */
  public static void write(ObjectNode json, TrainingSettings settings) {
    settings.hidden().forEach(json.putArray("hidden")::add);
    json.put("epochs", settings.epochs());
    json.put("batch_size", settings.batchSize());
    json.put("learning_rate", settings.learningRate());
    json.put("seed", settings.seed());
    json.put("init_range", settings.initRange());
    json.put("blocks", settings.blocks());
    json.put("partitions", settings.partitions());
    json.put("aggregation", nameOf(settings.aggregation()));
    json.put("blas", nameOf(settings.blas()));
    json.put("shuffle", settings.shuffle());
  }

  /**
   * Reads settings; a file of before there was shuffling says nothing of it.
   *
   * @throws InvalidInputException if one is missing or out of range
   */
  static TrainingSettings read(JsonFields fields) {
    try {
      return new TrainingSettings(
          fields.counts("hidden"),
          fields.count("epochs"),
          fields.count("batch_size"),
          fields.real("learning_rate"),
          fields.count("seed"),
          fields.real("init_range"),
          fields.count("blocks"),
          fields.count("partitions"),
          fields.parsed("blas", "exact or mllib", SettingsJson::blas),
          fields.parsed("aggregation", "a kind", text -> valueOf(AggregationKind.class, text)),
          fields.has("shuffle") && fields.flag("shuffle"));
    } catch (InvalidInputException e) {
      if (e.getMessage().startsWith("--")) {
        throw ModelFault.corrupt(fields.file(), e.getMessage().replaceFirst("[.]$", ""));
      }
      throw e;
    }
  }

  /** Products were those of a netlib BLAS before there were exact ones. */
  private static Blas blas(String name) {
    return List.of("auto", "native", "vector", "plain").contains(name)
        ? Blas.MLLIB
        : valueOf(Blas.class, name);
  }

  private static String nameOf(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static <E extends Enum<E>> E valueOf(Class<E> kind, String name) {
    return Enum.valueOf(kind, name.toUpperCase(Locale.ROOT));
  }
}
