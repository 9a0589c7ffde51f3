package dev.lockstep.report;

import dev.lockstep.model.NewFile;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Swaps the files of a run in a folder for others by renaming; what else lies in the folder stays.
 * Between the old {@code run.json} and the new one there is none.
 */
final class Replacement {
  private final FileSystem files;
  private final Path folder;
  private final Path stage;
  private final Path replaced;

  /** The renames so far, as (to, from), the last one first. */
  private final Deque<Path[]> done = new ArrayDeque<>();

  /**
   * Prepares to swap.
   *
   * @param files where
   * @param folder holds the old files
   * @param stage holds the new ones
   * @param replaced gets the old ones; not there yet
   */
  Replacement(FileSystem files, Path folder, Path stage, Path replaced) {
    this.files = files;
    this.folder = folder;
    this.stage = stage;
    this.replaced = replaced;
  }

  /**
   * Swaps.
   *
   * @throws IOException if the file system fails; then all is as it was, or will be when the next
   *     run has looked at the folder
   */
  void run() throws IOException {
    try {
      moveOut(RunFolder.RUN_FILE);
      for (String name : RunFolder.OF_A_RUN) {
        moveOut(name);
        if (files.exists(new Path(stage, name))) {
          move(new Path(stage, name), new Path(folder, name));
        }
      }
    } catch (IOException e) {
      undo(e);
      throw e;
    }
  }

  private void moveOut(String name) throws IOException {
    if (files.exists(new Path(folder, name))) {
      files.mkdirs(replaced);
      move(new Path(folder, name), new Path(replaced, name));
    }
  }

  private void move(Path from, Path to) throws IOException {
    NewFile.rename(files, from, to);
    done.push(new Path[] {to, from});
  }

  private void undo(IOException reason) {
    try {
      for (Path[] move : done) {
        NewFile.rename(files, move[0], move[1]);
      }
      files.delete(replaced, true);
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }
}
