package dev.lockstep.cluster;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder that serves as {@code SPARK_HOME}: the jars that the build has, and a {@code
 * bin/spark-submit} that does what that of a distribution does.
 */
final class SparkHome {
  private static final String SPARK_SUBMIT =
      """
      #!/usr/bin/env bash
      SPARK_HOME=$(cd "$(dirname "$0")/.." && pwd)
      export SPARK_HOME SPARK_SCALA_VERSION=2.13 PYTHONHASHSEED=0
      words=()
      while IFS= read -r -d '' word; do
        words+=("$word")
      done < <("$JAVA_HOME/bin/java" -Xmx128m -cp "$SPARK_HOME/jars/*" \
        org.apache.spark.launcher.Main org.apache.spark.deploy.SparkSubmit "$@")
      words[1]=${words[1]#$'\\n'}
      exec "${words[@]:1}"
      """;

  private SparkHome() {}

  /** Puts it together below {@code target}, for its jars are a link there. */
  static Path make() throws IOException {
    Path folder = Path.of("target/spark-home").toAbsolutePath();
    Path submit = folder.resolve("bin/spark-submit");
    Files.createDirectories(submit.getParent());
    Path jars = folder.resolve("jars");
    Files.deleteIfExists(jars);
    Files.createSymbolicLink(jars, Path.of("../spark/jars"));
    Files.writeString(submit, SPARK_SUBMIT);
    assertTrue(submit.toFile().setExecutable(true));
    return folder;
  }
}
