package dev.lockstep.model;

import java.util.Objects;
import scala.util.Properties;

/**
 * What a run ran on.
 *
 * @param lockstep Lockstep's version
 * @param revision the commit that Lockstep was built from, ending in {@code -dirty} where the
 *     sources differed from it; {@code unknown} where it was built outside of a repository
 * @param spark Spark's version
 * @param scala Scala's version
 * @param java Java's version
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

  /**
   * Looks around in this JVM.
   *
   * @param spark Spark's version
   * @return the driver's environment
   */
  public static Environment here(String spark) {
    return new Environment(
        Objects.requireNonNullElse(
            Environment.class.getPackage().getImplementationVersion(), "(not packaged)"),
        SourceRevision.of(Environment.class),
        spark,
        Properties.versionNumberString(),
        System.getProperty("java.version"),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors());
  }

  /**
   * The versions in one line: {@code Lockstep 0.1.0 (Spark 4.1.0, Scala 2.13.17, Java 17.0.15)}.
   */
  @Override
  public String toString() {
    return "Lockstep %s (Spark %s, Scala %s, Java %s)".formatted(lockstep, spark, scala, java);
  }
}
