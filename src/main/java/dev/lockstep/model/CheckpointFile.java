package dev.lockstep.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.Score;
import dev.lockstep.network.Topology;
import dev.lockstep.rows.Classes;
import dev.lockstep.train.EpochResult;
import dev.lockstep.train.TrainingState;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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
    npz.parameters(checkpoint.state().parameters());
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
    ArrayNode history = json.putArray("history");
    for (EpochResult result : state.history()) {
      ObjectNode epoch = history.addObject();
      score(epoch.putObject("train"), result.train());
      score(epoch.putObject("test"), result.test());
      epoch.put("seconds", result.seconds());
    }
    return JsonText.of(json);
  }

  private static void score(ObjectNode json, Score score) {
    json.put("rows", score.rows());
    json.put("correct", score.correct());
    json.put("loss", score.loss());
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
      Topology topology = ModelJson.topology(file, fields.counts("widths"));
      Classes classes = ModelJson.readClasses(fields, topology.classes());
      List<EpochResult> history = history(fields);
      Parameters parameters = npz.parameters(topology);
      TrainedModel.requireSha256(file, fields.text("parameters_sha256"), parameters);
      return new Checkpoint(
          new TrainingState(
              parameters,
              classes,
              history,
              fields.count("step"),
              fields.real("seconds"),
              fields.counts("resumed_from")),
          SettingsJson.read(fields.object("settings")),
          ProvenanceJson.readData(fields.object("data")));
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
    return new Score(rows, fields.whole("correct", rows), fields.real("loss"));
  }
}
