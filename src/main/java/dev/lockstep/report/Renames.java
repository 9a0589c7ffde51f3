package dev.lockstep.report;

import dev.lockstep.model.NewFile;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Renames one after the other, which can be taken back. */
final class Renames {
  private record Rename(Path from, Path to) {}

  private final FileSystem files;

  /** Those done, the last one first. */
  private final Deque<Rename> done = new ArrayDeque<>();

  Renames(FileSystem files) {
    this.files = files;
  }

  /**
   * Renames a file or folder.
   *
   * @throws IOException if the file system fails or refuses
   */
  void move(Path from, Path to) throws IOException {
    NewFile.rename(files, from, to);
    done.push(new Rename(from, to));
  }

  /**
   * Takes all back, the last one first.
   *
   * @throws IOException if the file system fails or refuses
   */
  void undo() throws IOException {
    while (!done.isEmpty()) {
      Rename last = done.pop();
      NewFile.rename(files, last.to, last.from);
    }
  }
}
