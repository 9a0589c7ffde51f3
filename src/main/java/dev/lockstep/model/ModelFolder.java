package dev.lockstep.model;

import dev.lockstep.io.FileFault;
import dev.lockstep.io.HadoopFile;
import dev.lockstep.io.HadoopPaths;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.NpzReader;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.Topology;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A folder with {@code model.npz} and {@code model.json}, or a run folder with it inside. */
public final class ModelFolder {
  /** Its name in a run folder. */
  public static final String IN_RUN = "model";

  private static final String HINT =
      "--%s names the folder with model.npz and model.json, or the run folder.";

  private static final String WEIGHTS =
      "Save W1, b1, W2, b2 ... in this order, W of shape (inputs, outputs), and give --hidden as they have it.";

  private ModelFolder() {}

  /**
   * Reads the model in a folder.
   *
   * @param option names the folder
   * @param folder on any Hadoop path
   * @param hadoop how to reach it
   * @throws InvalidInputException if there is no model, it is of a format too new or too old, or it
   *     is corrupt
   */
  public static TrainedModel read(String option, Path folder, Configuration hadoop) {
    try {
      FileSystem files = HadoopPaths.fileSystem(folder, hadoop);
      Path place = find(folder, HINT.formatted(option), files);
      return TrainedModel.read(
          new HadoopFile(files, new Path(place, TrainedModel.JSON)),
          new HadoopFile(files, new Path(place, TrainedModel.NPZ)));
    } catch (IOException e) {
      throw FileFault.unreadable(folder.toString(), e);
    }
  }

  /**
   * Reads weights that numpy's {@code savez} has written: W1, b1 ... WL, bL as float64 or float32,
   * in C or in Fortran order.
   *
   * @param npz on any Hadoop path
   * @param topology the network that they have to fit
   * @param hadoop how to reach it
   * @throws InvalidInputException if they are not there, of other shapes, damaged or not finite
   */
  public static Parameters readWeights(Path npz, Topology topology, Configuration hadoop) {
    HadoopFile file = new HadoopFile(HadoopPaths.fileSystem(npz, hadoop), npz);
    try (NpzReader reader = NpzReader.open(file, WEIGHTS)) {
      Parameters parameters = ParameterArrays.read(reader, topology);
      reader.end("the arrays of " + topology);
      if (!parameters.areFinite()) {
        throw FileFault.other(file.name(), "a weight is not finite", "Save finite numbers.");
      }
      return parameters;
    } catch (IOException e) {
      throw FileFault.unreadable(npz.toString(), e);
    }
  }

  /**
   * Checks that a file may hold weights, as far as it can be told without the network: that it is
   * there and begins with W1.
   *
   * @throws InvalidInputException if it does not
   */
  public static void requireWeights(Path npz, Configuration hadoop) {
    HadoopFile file = new HadoopFile(HadoopPaths.fileSystem(npz, hadoop), npz);
    try (NpzReader reader = NpzReader.open(file, WEIGHTS)) {
      reader.skip("W1");
    } catch (IOException e) {
      throw FileFault.unreadable(npz.toString(), e);
    }
  }

  private static Path find(Path folder, String hint, FileSystem files) throws IOException {
    if (!files.exists(folder)) {
      throw new InvalidInputException("There is no folder %s. %s".formatted(folder, hint));
    }
    if (files.getFileStatus(folder).isFile()) {
      throw new InvalidInputException("%s is a file. %s".formatted(folder, hint));
    }
    for (Path place : new Path[] {folder, new Path(folder, IN_RUN)}) {
      boolean npz = files.exists(new Path(place, TrainedModel.NPZ));
      boolean json = files.exists(new Path(place, TrainedModel.JSON));
      if (npz && json) {
        return place;
      }
      if (npz || json) {
        throw new InvalidInputException(
            "The model in %s is not complete: %s is missing. Copy both files again."
                .formatted(place, npz ? TrainedModel.JSON : TrainedModel.NPZ));
      }
    }
    throw new InvalidInputException("%s holds no model. %s".formatted(folder, hint));
  }
}
