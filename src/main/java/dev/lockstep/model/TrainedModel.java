package dev.lockstep.model;

import dev.lockstep.io.FileFault;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.Json;
import dev.lockstep.io.NamedFile;
import dev.lockstep.io.NpzReader;
import dev.lockstep.io.NpzWriter;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.Topology;
import dev.lockstep.rows.Labels;
import dev.lockstep.scale.Columns;
import dev.lockstep.scale.Scaling;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import org.apache.commons.io.function.IOConsumer;

/**
 * What remains of a training: enough to classify new rows, and to know where it comes from. {@link
 * ModelFolder} finds it on any file system.
 *
 * @param parameters what was learned; its topology is the network's
 * @param labels what labels mean
 * @param scaling how the numbers of a file become x, column by column
 * @param provenance where it comes from
 */
public record TrainedModel(
    Parameters parameters, Labels labels, Scaling scaling, Provenance provenance) {
  /** The name of the file that holds W and b. */
  public static final String NPZ = "model.npz";

  /** The name of the file that describes them. */
  public static final String JSON = "model.json";

  /** Room for the names of as many classes as a network can have outputs. */
  private static final int MOST_JSON = 1 << 26;

  /**
   * Reads a model and checks that it is complete.
   *
   * @throws InvalidInputException if it is of a format too new or too old, or corrupt
   * @throws IOException if the file system fails
   */
  public static TrainedModel read(NamedFile json, NamedFile npz) throws IOException {
    long length = json.length();
    if (length > MOST_JSON) {
      throw FileFault.corrupt(
          json.name(), "it has %d bytes, %d are possible".formatted(length, MOST_JSON));
    }
    ModelJson fields;
    try (InputStream in = json.open()) {
      fields = ModelJson.read(json.name(), in.readNBytes((int) length));
    }
    Topology topology = fields.topology(json.name());
    Labels labels = fields.labels(json.name(), topology);
    Scaling scaling = fields.input().toScaling(json.name(), topology.inputs(1), fields.version());
    try (NpzReader reader = NpzReader.open(npz)) {
      Parameters parameters = ParameterArrays.read(reader, topology);
      ParameterArrays.requireWhole(reader, fields.parametersSha256(), parameters);
      return new TrainedModel(parameters, labels, scaling, fields.provenance());
    }
  }

  /**
   * What the columns are called that it takes.
   *
   * @return label and features of the table that it was trained on; {@link Columns#NONE} of images
   */
  public Columns columns() {
    return scaling.columns();
  }

  /** Writes {@code model.npz} and {@code model.json}: gives a target their names and contents. */
  public void write(BiConsumer<String, IOConsumer<OutputStream>> target) {
    target.accept(
        NPZ,
        out -> {
          NpzWriter npz = new NpzWriter(out);
          ParameterArrays.forEach("", parameters, npz::array);
          npz.finish();
        });
    byte[] json =
        Json.write(ModelJson.of(parameters, scaling, labels, provenance))
            .getBytes(StandardCharsets.UTF_8);
    target.accept(JSON, out -> out.write(json));
  }
}
