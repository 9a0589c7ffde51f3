package dev.lockstep.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.config.Settings;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.io.FileFault;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.Json;
import dev.lockstep.io.MessageText;
import dev.lockstep.io.NamedFile;
import dev.lockstep.io.NpzReader;
import dev.lockstep.io.NpzWriter;
import dev.lockstep.network.LayerArrays;
import dev.lockstep.network.ModelState;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.Score;
import dev.lockstep.network.SetScore;
import dev.lockstep.network.Topology;
import dev.lockstep.rows.Labels;
import dev.lockstep.train.Best;
import dev.lockstep.train.EpochResult;
import dev.lockstep.train.TrainingState;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A training between two epochs or steps, and what it was begun with. Its file is a zip file of
 * {@code checkpoint.json} and then the arrays of {@code model.npz}; every double is written so that
 * it reads back as itself.
 *
 * @param state where it stands
 * @param settings what it was asked to do
 * @param data what it learns from
 */
public record Checkpoint(TrainingState state, TrainingSettings settings, DataProvenance data) {
  private static final String JSON = "checkpoint.json";

  /** Stands before the names of the best epoch's arrays. */
  private static final String BEST = "best_";

  /** Room for the names of as many classes as a network can have outputs, and the history. */
  private static final int MOST_JSON = 1 << 26;

  /** {@code checkpoint.json}; the parts of {@link TrainingState} but for the arrays. */
  private record Schema(
      String format,
      int version,
      int epoch,
      int step,
      @Json.Optional Long steps,
      double seconds,
      String parametersSha256,
      List<Integer> widths,
      @Json.Optional @JsonInclude(JsonInclude.Include.NON_NULL) List<String> classes,
      @Json.Optional @JsonInclude(JsonInclude.Include.NON_NULL) List<String> targets,
      @Json.Optional @JsonInclude(JsonInclude.Include.NON_NULL) List<String> labels,
      @Json.Optional @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Double> targetMeans,
      @Json.Optional @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Double> targetDeviations,
      List<Integer> resumedFrom,
      TrainingSettings settings,
      DataProvenance data,
      @Json.Optional @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> moments,
      @Json.Optional @JsonInclude(JsonInclude.Include.NON_NULL) Integer bestEpoch,
      @Json.Optional @JsonInclude(JsonInclude.Include.NON_NULL) String bestSha256,
      List<Epoch> history) {

    /** The network of the settings, if that has the widths. */
    Topology topology(String file) {
      try {
        Topology topology = settings.topology(widths.get(0), widths.get(widths.size() - 1));
        if (topology.widths().equals(widths)) {
          return topology;
        }
      } catch (InvalidInputException | IndexOutOfBoundsException e) {
        // told below
      }
      throw FileFault.corrupt(
          file, "its widths are %s, its hidden layers %s".formatted(widths, settings.hidden()));
    }
  }

  /**
   * An epoch of the history, whose number is its index: a field for each set that was scored, with
   * its rows and its sums by name, and {@code seconds}.
   */
  private record Epoch(List<SetScore> scores, double seconds) {
    private static final String ROWS = "rows";
    private static final String SECONDS = "seconds";

    static Epoch of(EpochResult result) {
      return new Epoch(result.scores(), result.seconds());
    }

    EpochResult toResult(int epoch) {
      return new EpochResult(epoch, scores, seconds);
    }

    @JsonValue
    Map<String, Object> toJson() {
      Map<String, Object> json = new LinkedHashMap<>();
      scores.forEach(set -> json.put(set.set(), sums(set.score())));
      json.put(SECONDS, seconds);
      return json;
    }

    private static Map<String, Number> sums(Score score) {
      Map<String, Number> sums = new LinkedHashMap<>();
      sums.put(ROWS, score.rows());
      score
          .sums()
          .forEach((name, sum) -> sums.put(name, name.equals(Score.LOSS) ? sum : Json.count(sum)));
      return sums;
    }

    @JsonCreator
    static Epoch ofJson(Map<String, JsonNode> json) {
      List<SetScore> scores = new ArrayList<>();
      json.forEach(
          (set, sums) -> {
            if (!set.equals(SECONDS)) {
              scores.add(new SetScore(set, score(set, sums)));
            }
          });
      if (scores.isEmpty()) {
        throw new IllegalArgumentException("an epoch of its history has no scores");
      }
      return new Epoch(scores, number(SECONDS, json.get(SECONDS)));
    }

    private static Score score(String set, JsonNode json) {
      SortedMap<String, Double> sums = new TreeMap<>();
      json.properties()
          .forEach(sum -> sums.put(sum.getKey(), number(set + "." + sum.getKey(), sum.getValue())));
      long rows = (long) number(set + "." + ROWS, json.get(ROWS));
      sums.remove(ROWS);
      return new Score(rows, sums);
    }

    private static double number(String field, JsonNode json) {
      if (json == null || !json.isNumber() || !Double.isFinite(json.doubleValue())) {
        throw new IllegalArgumentException(
            "the field %s of its history is %s, expected a finite number"
                .formatted(MessageText.oneLine(field), json == null ? "missing" : "none"));
      }
      return json.doubleValue();
    }
  }

  /** The oldest whose readers go on to the same bits. */
  private int version() {
    boolean isNew =
        data.validationRows() > 0
            || Stream.of(Settings.DROPOUT, Settings.FREEZE, Settings.INIT_FROM)
                .anyMatch(setting -> !settings.get(setting).equals(setting.byDefault()));
    return isNew ? FormatVersion.CHECKPOINT.newest() : FormatVersion.CHECKPOINT.oldest();
  }

  /** Writes the file and leaves the stream open. */
  void write(OutputStream out) throws IOException {
    Parameters parameters = state.parameters();
    Schema schema =
        new Schema(
            FormatVersion.CHECKPOINT.name(),
            version(),
            state.epoch(),
            state.step(),
            state.model().steps(),
            state.seconds(),
            parameters.sha256(),
            parameters.topology().widths(),
            state.labels().namesIf("classes"),
            state.labels().namesIf("targets"),
            state.labels().namesIf("labels"),
            state.labels().means(),
            state.labels().deviations(),
            state.resumedFrom(),
            settings,
            data,
            List.copyOf(state.model().moments().keySet()),
            state.best().map(Best::epoch).orElse(null),
            state.best().map(best -> best.parameters().sha256()).orElse(null),
            state.history().stream().map(Epoch::of).toList());
    NpzWriter npz = new NpzWriter(out);
    npz.bytes(JSON, Json.write(schema).getBytes(StandardCharsets.UTF_8));
    ParameterArrays.forEach("", parameters, npz::array);
    for (Map.Entry<String, LayerArrays> moment : state.model().moments().entrySet()) {
      ParameterArrays.forEach(moment.getKey() + "_", moment.getValue(), npz::array);
    }
    if (state.best().isPresent()) {
      ParameterArrays.forEach(BEST, state.best().get().parameters(), npz::array);
    }
    npz.finish();
  }

  /**
   * Reads a file and checks that it is complete.
   *
   * @throws InvalidInputException if it is not, or is of another version
   */
  static Checkpoint read(NamedFile file) {
    try (NpzReader npz = NpzReader.open(file)) {
      JsonNode json = Json.parse(file.name(), npz.bytes(JSON, MOST_JSON));
      FormatVersion.CHECKPOINT.require(file.name(), json);
      Schema schema = Json.bind(file.name(), json, Schema.class);
      Topology topology = schema.topology(file.name());
      Labels labels =
          ModelJson.labels(
              file.name(),
              ModelJson.named(schema.classes, schema.targets, schema.labels),
              schema.targetMeans,
              schema.targetDeviations,
              topology);
      if (schema.history.size() != schema.epoch + 1L) {
        throw FileFault.corrupt(
            file.name(),
            "history is %d epochs long, expected epochs 0 to %d"
                .formatted(schema.history.size(), schema.epoch));
      }
      List<EpochResult> history = new ArrayList<>();
      for (Epoch epoch : schema.history) {
        history.add(epoch.toResult(history.size()));
      }
      Parameters parameters = ParameterArrays.read(npz, topology);
      Map<String, LayerArrays> moments = new LinkedHashMap<>();
      for (String name : schema.moments == null ? List.<String>of() : schema.moments) {
        npz.requireRoom(topology.size(), "moments of " + topology);
        LayerArrays moment = new LayerArrays(topology);
        ParameterArrays.forEach(name + "_", moment, npz::array);
        moments.put(name, moment);
      }
      Optional<Best> best = Optional.empty();
      if (schema.bestEpoch != null) {
        npz.requireRoom(topology.size(), "best parameters of " + topology);
        best = Optional.of(new Best(schema.bestEpoch, new Parameters(topology)));
        ParameterArrays.forEach(BEST, best.get().parameters(), npz::array);
        ParameterArrays.requireWritten(npz, schema.bestSha256, best.get().parameters());
      }
      ParameterArrays.requireWhole(npz, schema.parametersSha256, parameters);
      long stepsAnEpoch = (schema.data.trainRows() - 1) / schema.settings.batchSize() + 1;
      long steps = schema.steps == null ? schema.epoch * stepsAnEpoch + schema.step : schema.steps;
      ModelState model = new ModelState(parameters, moments, steps);
      TrainingState state =
          new TrainingState(
              model, labels, history, schema.step, schema.seconds, schema.resumedFrom, best);
      return new Checkpoint(state, schema.settings, schema.data);
    } catch (IOException e) {
      throw FileFault.unreadable(file.name(), e);
    }
  }

  /**
   * Checks that training can be resumed to the same bits as if it had never stopped. Settings that
   * change no bit and Spark's master may differ.
   *
   * @param now the settings to resume with
   * @param source the data to resume with
   * @throws InvalidInputException with the list of what differs, or if more epochs have been begun
   *     than are asked for
   */
  public void requireFits(TrainingSettings now, DataProvenance source) {
    List<String> differences = new ArrayList<>(settings.differencesTo(now));
    addData(differences, source);
    if (!differences.isEmpty()) {
      throw new InvalidInputException(
          "Cannot resume: data or settings differ from those of the run: %s. Give the original ones, or start over with --overwrite."
              .formatted(String.join("; ", differences)));
    }
    if (now.epochs() < state.epochsBegun()) {
      throw new InvalidInputException(
          "Cannot resume: %d epochs have been %s, --epochs asks for %d. Ask for as many or more."
              .formatted(state.epochsBegun(), state.step() == 0 ? "done" : "begun", now.epochs()));
    }
  }

  private void addData(List<String> differences, DataProvenance now) {
    Set<String> files = new TreeSet<>(data.sha256().keySet());
    files.addAll(now.sha256().keySet());
    for (String file : files) {
      if (!Objects.equals(data.sha256().get(file), now.sha256().get(file))) {
        String kind = file.equals(DataProvenance.MODEL) ? "model of" : "data file";
        differences.add("the %s %s has other contents".formatted(kind, file));
      }
    }
    add(differences, "training rows", data.trainRows(), now.trainRows());
    add(differences, "test rows", data.testRows(), now.testRows());
    add(differences, "validation rows", data.validationRows(), now.validationRows());
    add(differences, "features", data.features(), now.features());
    add(differences, "--scale", data.scale(), now.scale());
    add(differences, "--test-fraction", data.testFraction(), now.testFraction());
    add(differences, "--validation-fraction", data.validationFraction(), now.validationFraction());
    add(differences, "skipped rows", data.skippedRows(), now.skippedRows());
    add(differences, "--label", data.label(), now.label());
    add(differences, "--weight", data.weight(), now.weight());
    boolean areOthers = !data.sources().isEmpty() && !data.sources().equals(now.sources());
    if (areOthers || !data.columns().equals(now.columns())) {
      differences.add("one of --features, --categories, --max-levels and --missing differs");
    }
  }

  private static void add(List<String> differences, String name, Object before, Object now) {
    if (!before.equals(now)) {
      differences.add("%s was %s and is %s".formatted(name, shown(before), shown(now)));
    }
  }

  private static Object shown(Object value) {
    return value.equals("") ? "none" : value;
  }
}
