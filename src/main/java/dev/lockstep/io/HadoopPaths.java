package dev.lockstep.io;

import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.util.VersionInfo;

/**
 * Hadoop's paths as users write them. Hadoop takes what stands before a colon for a scheme; here
 * only {@code scheme:/...} has one.
 */
public final class HadoopPaths {
  private static final Pattern WITH_SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:/.*");
  private static final String HADOOPS_OWN =
      "org.apache.hadoop:hadoop-%s:" + VersionInfo.getVersion();

  /** What reads each scheme that Spark alone does not. */
  private static final Map<String, String> JARS =
      Map.ofEntries(
          Map.entry("s3a", HADOOPS_OWN.formatted("aws")),
          Map.entry("abfs", HADOOPS_OWN.formatted("azure")),
          Map.entry("abfss", HADOOPS_OWN.formatted("azure")),
          Map.entry("wasb", HADOOPS_OWN.formatted("azure")),
          Map.entry("wasbs", HADOOPS_OWN.formatted("azure")),
          Map.entry("oss", HADOOPS_OWN.formatted("aliyun")),
          Map.entry("cosn", HADOOPS_OWN.formatted("cos")),
          Map.entry("obs", HADOOPS_OWN.formatted("huaweicloud")),
          Map.entry("gs", "com.google.cloud.bigdataoss:gcs-connector:VERSION"));

  private HadoopPaths() {}

  /**
   * The path of a text.
   *
   * @throws IllegalArgumentException if the text is empty or no URI
   */
  public static Path of(String text) {
    return WITH_SCHEME.matcher(text).matches() ? new Path(text) : new Path(null, null, text);
  }

  /** A file or folder in a folder, whatever its name. */
  public static Path child(Path folder, String name) {
    return new Path(folder, new Path(null, null, name));
  }

  /**
   * The file system of a path. Of local files it is the one without checksum files: those fail at a
   * colon in a name, and at a file that was written by Spark and edited by hand.
   *
   * @throws InvalidInputException if there is none, which Hadoop says by exceptions of any kind;
   *     where a jar is missing it is named
   */
  public static FileSystem fileSystem(Path path, Configuration hadoop) {
    try {
      FileSystem files = path.getFileSystem(hadoop);
      return files instanceof ChecksumFileSystem checked ? checked.getRawFileSystem() : files;
    } catch (IOException | RuntimeException e) {
      throw fault(path, e, "Cannot read %s: %s.");
    }
  }

  /**
   * What to say of a file system that fails or is not available; where a jar is missing, which.
   *
   * @param message what there is to say otherwise, with room for the path and the reason
   */
  static InvalidInputException fault(Path path, Exception e, String message) {
    String scheme = String.valueOf(path.toUri().getScheme());
    boolean isMissing =
        e instanceof UnsupportedFileSystemException
            || ExceptionUtils.indexOfType(e, ClassNotFoundException.class) >= 0;
    String shown = MessageText.path(path.toString());
    return new InvalidInputException(
        isMissing && JARS.containsKey(scheme)
            ? "Cannot reach %s: Spark alone does not know %s:. Name the jar that does, before the command: --packages %s."
                .formatted(shown, scheme, JARS.get(scheme))
            : message.formatted(shown, MessageText.firstLine(e)),
        e);
  }
}
