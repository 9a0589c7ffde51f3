package dev.lockstep.model;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.network.Parameters;
import dev.lockstep.rows.Classes;
import dev.lockstep.scale.Columns;
import dev.lockstep.scale.Scaling;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What remains of a training: enough to classify new rows, and to know where it comes from.
 *
 * @param parameters what was learned; its topology is the network's
 * @param classes the classes, by index; as many as the network has outputs
 * @param scaling how the numbers of a file become x, column by column
 * @param provenance where it comes from
 */
public record TrainedModel(
    Parameters parameters, Classes classes, Scaling scaling, Provenance provenance) {
  /** The name of the file that holds W and b. */
  public static final String NPZ = "model.npz";

  /** The name of the file that describes them. */
  public static final String JSON = "model.json";

  /** Where a run folder has it. */
  public static final String IN_RUN = "model";

  private static final String HINT =
      "--model names the folder with model.npz and model.json, or the run folder.";

  /** Names for as many classes as a network can have outputs. */
  private static final int MOST_JSON = 1 << 26;

  /** Puts a file into a folder. */
  @FunctionalInterface
  public interface Target {
    /**
     * Writes a file.
     *
     * @param name its name in the folder
     * @param contents writes its bytes
     */
    void write(String name, Contents contents);
  }

  /** Writes a file's contents. */
  @FunctionalInterface
  public interface Contents {
    /**
     * Writes all of it.
     *
     * @param out the new file; closed by the caller
     * @throws IOException if the file system fails
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Reads a model and checks that it is whole.
   *
   * @param folder the folder that holds {@code model.npz} and {@code model.json}, or a run folder
   *     with it in {@code model/}; on any Hadoop path
   * @param hadoop how to reach it
   * @return the model
   * @throws InvalidInputException if there is none, it is of a format too new or too old, or it is
   *     corrupt
   */
  public static TrainedModel read(Path folder, Configuration hadoop) {
    try {
      FileSystem files = fileSystem(folder, hadoop);
      Path place = find(folder, files);
      Path npz = new Path(place, NPZ);
      ModelJson json = readJson(new Path(place, JSON), files);
      try (NpzReader reader = NpzReader.open(files, npz)) {
        Parameters parameters = reader.parameters(json.topology());
        reader.end(json.topology());
        requireSha256(ShownPath.of(npz).toString(), json.sha256(), parameters);
        return new TrainedModel(parameters, json.classes(), json.scaling(), json.provenance());
      }
    } catch (IOException e) {
      throw ModelFault.unreadable(folder.toString(), e);
    }
  }

  /** Hadoop answers a bad path, an unknown host or a missing class with exceptions of any kind. */
  private static FileSystem fileSystem(Path folder, Configuration hadoop) throws IOException {
    try {
      return folder.getFileSystem(hadoop);
    } catch (RuntimeException e) {
      throw ModelFault.unreadable(folder.toString(), new IOException(e.getMessage(), e));
    }
  }

  private static Path find(Path folder, FileSystem files) throws IOException {
    if (!files.exists(folder)) {
      throw new InvalidInputException("There is no folder %s. %s".formatted(folder, HINT));
    }
    if (files.getFileStatus(folder).isFile()) {
      throw new InvalidInputException("%s is a file. %s".formatted(folder, HINT));
    }
    Path run = new Path(folder, IN_RUN);
    for (Path place : new Path[] {folder, run}) {
      boolean npz = files.exists(new Path(place, NPZ));
      boolean json = files.exists(new Path(place, JSON));
      if (npz && json) {
        return place;
      }
      if (npz || json) {
        throw new InvalidInputException(
            "The model in %s is not whole: %s is missing. Copy both files again."
                .formatted(place, npz ? JSON : NPZ));
      }
    }
    throw new InvalidInputException("%s holds no model. %s".formatted(folder, HINT));
  }

  private static ModelJson readJson(Path path, FileSystem files) throws IOException {
    long length = files.getFileStatus(path).getLen();
    if (length > MOST_JSON) {
      throw ModelFault.corrupt(
          path.toString(), "it has %d bytes, %d are possible".formatted(length, MOST_JSON));
    }
    try (InputStream in = files.open(path)) {
      return ModelJson.read(path.toString(), in.readNBytes((int) length));
    }
  }

  /** Checks that parameters are those that were written. */
  static void requireSha256(String file, String expected, Parameters parameters) {
    String found = parameters.sha256();
    if (!found.equals(expected)) {
      throw ModelFault.other(
          file,
          "its parameters are not those that were written: SHA-256 %s, expected %s"
              .formatted(found, expected),
          "Copy both files of the model again.");
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

  /**
   * Writes {@code model.npz} and {@code model.json}.
   *
   * @param target puts them into a folder
   */
  public void write(Target target) {
    target.write(NPZ, out -> NpzWriter.write(parameters, out));
    byte[] json = ModelJson.of(this).getBytes(StandardCharsets.UTF_8);
    target.write(JSON, out -> out.write(json));
  }
}
