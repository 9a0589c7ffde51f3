package dev.lockstep.io;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The part of an {@link OutputFolder} that gets its files while the work is done. */
public interface LiveFolder {
  /** Of results that have none. */
  LiveFolder NONE = new LiveFolder() {};

  /** What a folder holds; nothing if it does not exist. */
  static List<Path> list(FileSystem files, Path folder) throws IOException {
    try {
      return Arrays.stream(files.listStatus(folder)).map(FileStatus::getPath).toList();
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  /** Whether there was nothing to resume from or to replace when it was opened. */
  default boolean isEmpty() {
    return true;
  }

  /** Whether this command has written into it. */
  default boolean isWritten() {
    return false;
  }

  /** The newest file that can be resumed from, as messages show it. */
  default Optional<String> last() {
    return Optional.empty();
  }

  /** Removes what killed commands have left half-written. */
  default void removeHalfWritten() throws IOException {}
}
