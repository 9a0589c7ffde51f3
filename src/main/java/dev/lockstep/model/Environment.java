package dev.lockstep.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import scala.util.Properties;

/**
 * What a run ran on.
 *
 * @param lockstep Lockstep's version
 * @param revision the commit that Lockstep was built from, ending in {@code -dirty} where the
 *     sources differed from it; {@code unknown} where it was built outside of a repository
 * @param jvm the virtual machine's name and version
 * @param os the operating system's name and version
 * @param arch the processor architecture
 * @param cpus processors that the driver's JVM may use
 */
public record Environment(
    String lockstep,
    String revision,
    String spark,
    String scala,
    String java,
    String jvm,
    String os,
    String arch,
    int cpus) {
  /** Put beside the classes by the build; names no commit outside of a repository. */
  private static final String SOURCE = "/dev/lockstep/source.properties";

  /**
   * The driver's environment: that of this JVM.
   *
   * @param spark Spark's version
   */
  public static Environment here(String spark) {
    return new Environment(
        Objects.requireNonNullElse(
            Environment.class.getPackage().getImplementationVersion(), "(not packaged)"),
        builtFrom(),
        spark,
        Properties.versionNumberString(),
        System.getProperty("java.version"),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors());
  }

  private static String builtFrom() {
    var properties = new java.util.Properties();
    try (InputStream file = Environment.class.getResourceAsStream(SOURCE)) {
      properties.load(file == null ? InputStream.nullInputStream() : file);
    } catch (IOException e) {
      throw new UncheckedIOException("The application jar cannot be read", e);
    }
    String commit = properties.getProperty("git.commit.id.full", "unknown");
    return Boolean.parseBoolean(properties.getProperty("git.dirty")) ? commit + "-dirty" : commit;
  }

  /**
   * The versions in one line: {@code Lockstep 0.1.0 (Spark 4.1.0, Scala 2.13.17, Java 17.0.15)}.
   */
  @Override
  public String toString() {
    return "Lockstep %s (Spark %s, Scala %s, Java %s)".formatted(lockstep, spark, scala, java);
  }
}
