package dev.lockstep.report;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.model.CheckpointFolder;
import java.io.IOException;
import org.apache.hadoop.fs.Path;

/** Whether a run may be put into the folder that it is to fill. */
final class RunFolderCheck {
  private final TargetFolder target;

  RunFolderCheck(TargetFolder target) {
    this.target = target;
  }

  /** Refuses a folder that holds what is not to be touched. */
  void requireUsable(ExistingRun existing, CheckpointFolder checkpoints) throws IOException {
    boolean complete = target.files().exists(new Path(target.path(), RunFolder.RUN_FILE));
    if (existing == ExistingRun.RESUME) {
      if (checkpoints.isEmpty() && !complete) {
        throw new InvalidInputException(
            "%s holds no run to resume. Correct --out, or train without --resume."
                .formatted(target.folder()));
      }
    } else if (!complete && checkpoints.isEmpty()) {
      requireEmpty();
    } else if (existing == ExistingRun.REFUSE) {
      throw new InvalidInputException(
          complete
              ? "%s holds a run already. Name another folder with --out, or replace it with --overwrite."
                  .formatted(target.folder())
              : "%s holds an unfinished run. Resume it with --resume, replace it with --overwrite, or name another folder with --out."
                  .formatted(target.folder()));
    }
  }

  private void requireEmpty() throws IOException {
    for (Path file : target.list()) {
      if (!TargetFolder.isLeft(file) && !isCheckpoints(file)) {
        throw new InvalidInputException(
            "%s is not empty and holds no run (%s). Name another folder with --out."
                .formatted(target.folder(), RunFolder.RUN_FILE));
      }
    }
  }

  static boolean isCheckpoints(Path file) {
    return file.getName().equals(CheckpointFolder.NAME);
  }
}
