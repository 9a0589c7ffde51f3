package dev.lockstep.report;

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
    if (!files.rename(from, to)) {
      throw new IOException("Cannot rename %s to %s".formatted(from, to));
    }
    done.push(new Rename(from, to));
  }

  /** Takes all back as far as the file system allows. */
  void undo(IOException reason) {
    try {
      while (!done.isEmpty()) {
        Rename last = done.pop();
        files.rename(last.to, last.from);
      }
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }
}
