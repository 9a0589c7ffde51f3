package dev.lockstep.io;

import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * A file that a user has named.
 *
 * @param path as it was named, if that can be
 * @param length bytes, as they lie there
 * @param modified when it was changed last, in milliseconds since 1970
 */
public record InputFile(Path path, long length, long modified) {
  static InputFile of(Path path, FileStatus status) {
    return new InputFile(path, status.getLen(), status.getModificationTime());
  }

  /**
   * The file's name.
   *
   * @return its last part, without {@code .gz}
   */
  public String unpackedName() {
    String name = path.getName();
    return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
  }
}
