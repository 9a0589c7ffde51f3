package dev.lockstep.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.network.LayerArrays;
import dev.lockstep.network.ModelState;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.Score;
import dev.lockstep.network.SetScore;
import dev.lockstep.network.Topology;
import dev.lockstep.rows.Classes;
import dev.lockstep.train.EpochResult;
import dev.lockstep.train.TrainingState;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The file of a checkpoint: a zip file of {@code checkpoint.json} and then the arrays of {@code
 * model.npz}. Every double is written so that it reads back as itself.
 */
final class CheckpointFile {
  private static final String JSON = "checkpoint.json";

  /** Names for as many classes as a network can have outputs, and the history. */
  private static final int MOST_JSON = 1 << 26;

  private CheckpointFile() {}

  static void write(Checkpoint checkpoint, OutputStream out) throws IOException {
    NpzWriter npz = new NpzWriter(out);
    npz.bytes(JSON, json(checkpoint).getBytes(StandardCharsets.UTF_8));
    ModelState model = checkpoint.state().model();
    npz.arrays("", model.parameters());
    for (Map.Entry<String, LayerArrays> moment : model.moments().entrySet()) {
      npz.arrays(moment.getKey() + "_", moment.getValue());
    }
    npz.finish();
  }

  private static String json(Checkpoint checkpoint) {
    TrainingState state = checkpoint.state();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    FormatVersion.CHECKPOINT.write(json);
    json.put("epoch", state.epoch());
    json.put("step", state.step());
    json.put("seconds", state.seconds());
    json.put("parameters_sha256", state.parameters().sha256());
    state.parameters().topology().widths().forEach(json.putArray("widths")::add);
    state.classes().names().forEach(json.putArray("classes")::add);
    state.resumedFrom().forEach(json.putArray("resumed_from")::add);
    SettingsJson.write(json.putObject("settings"), checkpoint.settings());
    ProvenanceJson.write(json.putObject("data"), checkpoint.data());
    if (!state.model().moments().isEmpty()) {
      state.model().moments().keySet().forEach(json.putArray("moments")::add);
    }
    ArrayNode history = json.putArray("history");
    for (EpochResult result : state.history()) {
      ObjectNode epoch = history.addObject();
      for (SetScore set : result.scores()) {
        score(epoch.putObject(set.set()), set.score());
      }
      epoch.put("seconds", result.seconds());
    }
    return JsonText.of(json);
  }

  private static void score(ObjectNode json, Score score) {
    json.put("rows", score.rows());
    score.sums().forEach((name, sum) -> put(json, name, sum));
  }

  /** Counts are written as whole numbers. */
  private static void put(ObjectNode json, String name, double sum) {
    if (sum == Math.rint(sum) && !name.equals(Score.LOSS)) {
      json.put(name, (long) sum);
    } else {
      json.put(name, sum);
    }
  }

  /**
   * Reads a file and checks that it is whole.
   *
   * @throws InvalidInputException if it is not
   */
  static Checkpoint read(FileSystem files, Path path) {
    String file = ShownPath.of(path).toString();
    try (NpzReader npz = NpzReader.open(files, path)) {
      JsonFields fields = JsonFields.parse(file, npz.bytes(JSON, MOST_JSON));
      FormatVersion.CHECKPOINT.require(fields);
      TrainingSettings settings = SettingsJson.read(fields.object("settings"));
      Topology topology = ModelJson.readCheckpointTopology(fields, settings);
      Classes classes = ModelJson.readClasses(fields, topology.classes());
      List<EpochResult> history = history(fields);
      Parameters parameters = npz.parameters(topology);
      TrainedModel.requireSha256(file, fields.text("parameters_sha256"), parameters);
      Map<String, LayerArrays> moments = new LinkedHashMap<>();
      for (String name : fields.has("moments") ? fields.texts("moments") : List.<String>of()) {
        LayerArrays moment = new LayerArrays(topology);
        npz.arrays(name + "_", moment);
        moments.put(name, moment);
      }
      npz.end(topology);
      DataProvenance data = ProvenanceJson.readData(fields.object("data"));
      long stepsAnEpoch = (data.trainRows() - 1) / settings.batchSize() + 1;
      long steps = (history.size() - 1) * stepsAnEpoch + fields.count("step");
      return new Checkpoint(
          new TrainingState(
              new ModelState(parameters, moments, steps),
              classes,
              history,
              fields.count("step"),
              fields.real("seconds"),
              fields.counts("resumed_from")),
          settings,
          data);
    } catch (IOException e) {
      throw ModelFault.unreadable(file, e);
    }
  }

  private static List<EpochResult> history(JsonFields fields) {
    List<EpochResult> history = new ArrayList<>();
    for (JsonFields epoch : fields.objects("history")) {
      history.add(
          new EpochResult(
              history.size(),
              score(epoch.object("train")),
              score(epoch.object("test")),
              epoch.real("seconds")));
    }
    if (history.size() != fields.count("epoch") + 1L) {
      throw fields.expected("history", "epochs 0 to the last", history.size() + " epochs long");
    }
    return history;
  }

  private static Score score(JsonFields fields) {
    long rows = fields.whole("rows", Long.MAX_VALUE);
    return Score.ofClasses(rows, fields.whole("correct", rows), fields.real("loss"));
  }
}
