package dev.lockstep.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The commit that the build found its sources at, in a file that it put beside the classes. */
final class SourceRevision {
  /** Where the build was outside of a repository and its file names none. */
  static final String UNKNOWN = "unknown";

  private static final String FILE = "/dev/lockstep/source.properties";

  private SourceRevision() {}

  /** The revision of the jar or folder that a class was loaded from. */
  static String of(Class<?> type) {
    try (InputStream file = type.getResourceAsStream(FILE)) {
      return file == null ? UNKNOWN : read(file);
    } catch (IOException e) {
      throw new UncheckedIOException("The application jar cannot be read", e);
    }
  }

  static String read(InputStream file) throws IOException {
    Properties properties = new Properties();
    properties.load(file);
    String commit = properties.getProperty("git.commit.id.full", UNKNOWN);
    return Boolean.parseBoolean(properties.getProperty("git.dirty")) ? commit + "-dirty" : commit;
  }
}
