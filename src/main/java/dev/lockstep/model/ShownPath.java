package dev.lockstep.model;

import org.apache.hadoop.fs.Path;

/** How messages name a file. */
public final class ShownPath {
  private ShownPath() {}

  /**
   * A path as people write it.
   *
   * @param path any path
   * @return a local one without {@code file:}, any other as it is
   */
  public static Path of(Path path) {
    return "file".equals(path.toUri().getScheme())
        ? Path.getPathWithoutSchemeAndAuthority(path)
        : path;
  }
}
