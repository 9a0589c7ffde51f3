package dev.lockstep.report;

import dev.lockstep.data.InvalidInputException;
import dev.lockstep.model.CheckpointFolder;
import dev.lockstep.model.NewFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Looks before a run at the folder that it is to fill, and clears away what killed runs left. */
final class RunFolderCheck {
  static final String NEW = ".new.";
  static final String OLD = ".old.";
  static final String PROBE = ".probe.";

  private static final String TOKEN = "[-0-9a-f]{36}";
  private static final Pattern LEFT_INSIDE = Pattern.compile("[.](new|old|probe)[.]" + TOKEN);

  private final FileSystem files;
  private final Path path;

  /** As the user wrote it. */
  private final Path folder;

  RunFolderCheck(FileSystem files, Path path, Path folder) {
    this.files = files;
    this.path = path;
    this.folder = folder;
  }

  /** Refuses a folder that holds what is not to be touched. */
  void requireUsable(ExistingRun existing, CheckpointFolder checkpoints) throws IOException {
    boolean complete = files.exists(new Path(path, RunFolder.RUN_FILE));
    if (existing == ExistingRun.RESUME) {
      if (checkpoints.isEmpty() && !complete) {
        throw new InvalidInputException(
            "%s holds no run to go on with. Correct --out, or train without --resume."
                .formatted(folder));
      }
    } else if (!complete && checkpoints.isEmpty()) {
      requireEmpty();
    } else if (existing == ExistingRun.REFUSE) {
      throw new InvalidInputException(
          complete
              ? "%s holds a run already. Name another folder with --out, or replace it with --overwrite."
                  .formatted(folder)
              : "%s holds an unfinished run. Go on with --resume, replace it with --overwrite, or name another folder with --out."
                  .formatted(folder));
    }
  }

  private void requireEmpty() throws IOException {
    for (Path file : list(path)) {
      if (!isLeft(file) && !isCheckpoints(file)) {
        throw new InvalidInputException(
            "%s is not empty and holds no run (%s). Name another folder with --out."
                .formatted(folder, RunFolder.RUN_FILE));
      }
    }
  }

  /** Whether a file of the folder is what a killed run has left there. */
  static boolean isLeft(Path file) {
    return LEFT_INSIDE.matcher(file.getName()).matches();
  }

  static boolean isCheckpoints(Path file) {
    return file.getName().equals(CheckpointFolder.NAME);
  }

  /** Refuses a folder that is a file or lies below one. */
  Path nearestFolder() throws IOException {
    if (files.exists(path) && !files.getFileStatus(path).isDirectory()) {
      throw new InvalidInputException("%s is a file. Name a folder with --out.".formatted(folder));
    }
    Path nearest = path;
    while (!nearest.isRoot() && !files.exists(nearest)) {
      nearest = nearest.getParent();
    }
    if (!files.getFileStatus(nearest).isDirectory()) {
      throw new InvalidInputException(
          "Cannot make %s: %s is a file. Name another folder with --out."
              .formatted(folder, Path.getPathWithoutSchemeAndAuthority(nearest)));
    }
    return nearest;
  }

  /** Refuses a place that cannot be written. */
  void tryToWrite(Path nearest) throws IOException {
    Path probe = new Path(nearest, PROBE + UUID.randomUUID());
    if (!files.mkdirs(probe) || !files.delete(probe, true)) {
      throw new InvalidInputException(
          "Cannot write to %s: no permission in %s. Name another folder with --out."
              .formatted(folder, Path.getPathWithoutSchemeAndAuthority(nearest)));
    }
  }

  /**
   * Puts back what a run that was killed while it replaced another had moved out of its way: as
   * long as there is no {@code run.json}, the old run is the one that counts.
   */
  void restore() throws IOException {
    for (Path old : list(path)) {
      if (old.getName().matches(Pattern.quote(OLD) + TOKEN)
          && files.exists(new Path(old, RunFolder.RUN_FILE))
          && !files.exists(new Path(path, RunFolder.RUN_FILE))) {
        for (String name : RunFolder.OF_A_RUN) {
          if (files.exists(new Path(old, name))) {
            files.delete(new Path(path, name), true);
            NewFile.rename(files, new Path(old, name), new Path(path, name));
          }
        }
      }
    }
  }

  /** Removes what killed runs have left, in the folder and beside it. */
  void clearAway() throws IOException {
    Pattern beside = Pattern.compile(Pattern.quote("." + path.getName() + ".") + TOKEN);
    for (Path file : list(path)) {
      if (isLeft(file)) {
        files.delete(file, true);
      }
    }
    for (Path file : path.isRoot() ? List.<Path>of() : list(path.getParent())) {
      if (beside.matcher(file.getName()).matches()) {
        files.delete(file, true);
      }
    }
  }

  private List<Path> list(Path parent) throws IOException {
    try {
      return Arrays.stream(files.listStatus(parent)).map(FileStatus::getPath).toList();
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }
}
