package dev.lockstep.model;

import dev.lockstep.io.FileFault;
import dev.lockstep.io.HadoopFile;
import dev.lockstep.io.HadoopPaths;
import dev.lockstep.io.InvalidInputException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A folder with {@code model.npz} and {@code model.json}, or a run folder with it inside. */
public final class ModelFolder {
  /** Its name in a run folder. */
  public static final String IN_RUN = "model";

  private static final String HINT =
      "--model names the folder with model.npz and model.json, or the run folder.";

  private ModelFolder() {}

  /**
   * Reads the model in a folder.
   *
   * @param folder on any Hadoop path
   * @param hadoop how to reach it
   * @throws InvalidInputException if there is no model, it is of a format too new or too old, or it
   *     is corrupt
   */
  public static TrainedModel read(Path folder, Configuration hadoop) {
    try {
      FileSystem files = HadoopPaths.fileSystem(folder, hadoop);
      Path place = find(folder, files);
      return TrainedModel.read(
          new HadoopFile(files, new Path(place, TrainedModel.JSON)),
          new HadoopFile(files, new Path(place, TrainedModel.NPZ)));
    } catch (IOException e) {
      throw FileFault.unreadable(folder.toString(), e);
    }
  }

  private static Path find(Path folder, FileSystem files) throws IOException {
    if (!files.exists(folder)) {
      throw new InvalidInputException("There is no folder %s. %s".formatted(folder, HINT));
    }
    if (files.getFileStatus(folder).isFile()) {
      throw new InvalidInputException("%s is a file. %s".formatted(folder, HINT));
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
    throw new InvalidInputException("%s holds no model. %s".formatted(folder, HINT));
  }
}
