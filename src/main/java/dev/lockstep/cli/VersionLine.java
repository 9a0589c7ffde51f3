package dev.lockstep.cli;

import dev.lockstep.model.Environment;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class VersionLine implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String spark = org.apache.spark.package$.MODULE$.SPARK_VERSION();
    return new String[] {Environment.here(spark).toString()};
  }
}
