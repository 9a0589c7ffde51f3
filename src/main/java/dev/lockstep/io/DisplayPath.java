package dev.lockstep.io;

/** A path as it may be shown and written down. */
public final class DisplayPath {
  private DisplayPath() {}

  /**
   * Takes out of a path what does not belong into a report.
   *
   * @param path a path or URL
   * @return the same without {@code file:} and without a password that it may hold
   */
  public static String shown(String path) {
    return path.replaceFirst("^file:/+", "/").replaceFirst("://([^/@:]*):[^/]*@", "://$1:***@");
  }
}
