package dev.lockstep.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.network.Phase;
import dev.lockstep.network.PhaseTimes;
import dev.lockstep.network.Topology;
import dev.lockstep.train.EpochResult;
import dev.lockstep.train.TrainingRun;
import dev.lockstep.train.TrainingSettings;
import java.util.Locale;

/**
 * {@code run.json}: all that is needed to tell one run from another and to do it again. The keys
 * stand in one fixed order. Only what is listed here is written, never Spark's configuration, which
 * may hold secrets.
 */
public final class RunJson {
  private static final ObjectWriter WRITER =
      new ObjectMapper()
          .writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

  private RunJson() {}

  /**
   * Describes a finished run.
   *
   * @param run what was done and learned
   * @param data what it was learned from
   * @param environment what it ran on
   * @param master Spark's master, such as {@code local[2]}
   * @param seconds wall time of the command from its start until now
   * @return the file's text
   */
  public static String of(
      TrainingRun run, DataSource data, Environment environment, String master, double seconds) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("parameters_sha256", run.parameters().sha256());
    result(json.putObject("result"), run.history().get(run.history().size() - 1));
    settings(json.putObject("settings"), run.settings());
    network(json.putObject("network"), run.parameters().topology());
    data(json.putObject("data"), data, run);
    execution(json.putObject("execution"), run, master);
    environment(json.putObject("environment"), environment);
    seconds(json.putObject("seconds"), seconds, run.account().times());
    try {
      return WRITER.writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of text and numbers can be written", e);
    }
  }

  private static void result(ObjectNode json, EpochResult last) {
    json.put("epoch", last.epoch());
    json.put("train_rate", last.train().rate());
    json.put("test_rate", last.test().rate());
    json.put("train_err", last.train().error());
    json.put("test_err", last.test().error());
  }

  private static void settings(ObjectNode json, TrainingSettings settings) {
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
  }

  private static void network(ObjectNode json, Topology topology) {
    topology.widths().forEach(json.putArray("widths")::add);
    json.put("parameters", topology.size());
  }

  private static void data(ObjectNode json, DataSource data, TrainingRun run) {
    json.put("folder", data.folder());
    data.sha256().forEach(json.putObject("sha256")::put);
    json.put("train_rows", data.trainRows());
    json.put("test_rows", data.testRows());
    json.put("features", data.features());
    run.classes().names().forEach(json.putArray("classes")::add);
  }

  private static void execution(ObjectNode json, TrainingRun run, String master) {
    json.put("master", master);
    json.put("partitions", run.partitions());
    json.put("blas_kernel", run.account().kernel());
  }

  private static void environment(ObjectNode json, Environment environment) {
    json.put("lockstep", environment.lockstep());
    json.put("spark", environment.spark());
    json.put("scala", environment.scala());
    json.put("java", environment.java());
    json.put("jvm", environment.jvm());
    json.put("os", environment.os());
    json.put("arch", environment.arch());
    json.put("cpus", environment.cpus());
  }

  private static void seconds(ObjectNode json, double total, PhaseTimes times) {
    json.put("total", toMilliseconds(total));
    for (Phase phase : Phase.values()) {
      json.put(nameOf(phase), toMilliseconds(times.nanos(phase) / 1e9));
    }
  }

  private static double toMilliseconds(double seconds) {
    return Math.round(seconds * 1000) / 1000.0;
  }

  private static String nameOf(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
