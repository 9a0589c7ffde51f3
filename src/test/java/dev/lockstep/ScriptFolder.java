package dev.lockstep;

import static dev.lockstep.ScriptRun.concat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A copy of {@code submit.sh} in a folder with a space in its name, where all seems to be built,
 * called from elsewhere, with a small script in the place of {@code spark-submit} that tells what
 * it was given.
 */
final class ScriptFolder {
  private final Path temporary;
  private final Path home;
  private final Path spark;

  ScriptFolder(Path temporary) throws IOException {
    this.temporary = temporary;
    home = temporary.toRealPath().resolve("lock step");
    Path project = Path.of("").toAbsolutePath();
    Files.createDirectories(home.resolve("conf"));
    for (String file :
        List.of(
            "submit.sh",
            "pom.xml",
            "conf/spark-defaults.conf",
            "conf/log4j2.properties",
            "conf/compile-commands.txt")) {
      Files.copy(project.resolve(file), home.resolve(file));
    }
    write(home.resolve("src/main/java/Source.java"), "");
    Files.createDirectories(home.resolve("src/test"));
    write(jar(), "");
    Files.setLastModifiedTime(jar(), FileTime.from(Instant.now().plusSeconds(3600)));
    write(home.resolve("target/spark/jvm-options"), "");
    spark = sparkHome("spark-core_2.13-4.1.0.jar");
  }

  /** The copied project; what {@code LOCKSTEP_HOME} must be. */
  Path home() {
    return home;
  }

  Path script() {
    return home.resolve("submit.sh");
  }

  /** The application jar: empty, and newer than every source. */
  Path jar() {
    return home.resolve("target/lockstep-application.jar");
  }

  ScriptRun run(List<String> words) throws IOException, InterruptedException {
    return run(words, Map.of());
  }

  ScriptRun run(List<String> words, Map<String, String> environment)
      throws IOException, InterruptedException {
    return run(script(), words, environment);
  }

  ScriptRun run(Path script, List<String> words, Map<String, String> environment)
      throws IOException, InterruptedException {
    return start(concat(List.of("bash", script.toString()), words), environment);
  }

  /**
   * Any command, with this JVM's JDK and the small {@code spark-submit} for a {@code SPARK_HOME}.
   */
  ScriptRun start(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Map<String, String> variables = new HashMap<>();
    variables.put("JAVA_HOME", System.getProperty("java.home"));
    variables.put("SPARK_HOME", spark.toString());
    variables.putAll(environment);
    return ScriptRun.of(temporary, command, variables);
  }

  /** What was given: our defaults, {@code before}, the application jar, {@code after}. */
  void assertHandedOver(List<String> before, List<String> after, ScriptRun run) {
    List<String> ours =
        List.of(
            "--properties-file",
            home + "/conf/spark-defaults.conf",
            "--load-spark-defaults",
            "--class",
            "dev.lockstep.Lockstep");
    assertEquals(concat(ours, before, List.of(jar().toString()), after), run.words());
    assertEquals(0, run.exit());
  }

  /**
   * A {@code SPARK_HOME} with the small {@code spark-submit}: each word with a NUL behind it on
   * standard output, the environment that Lockstep is to see on standard error, exit {@code
   * FAKE_EXIT}.
   */
  Path sparkHome(String core) throws IOException {
    Path folder = Files.createTempDirectory(temporary, "spark home");
    write(folder.resolve("jars").resolve(core), "");
    executable(
        folder.resolve("bin/spark-submit"),
        """
        printf '%s\\0' "$@"
        echo "SPARK_LOCAL_IP=$SPARK_LOCAL_IP" >&2
        echo "LOCKSTEP_HOME=$LOCKSTEP_HOME" >&2
        echo "LOCKSTEP_TERMINAL=$LOCKSTEP_TERMINAL" >&2
        echo "COLUMNS=$COLUMNS" >&2
        exit "${FAKE_EXIT:-0}"\
        """);
    return folder;
  }

  /** A {@code PATH} with what the script needs and neither Java nor Maven. */
  Map<String, String> neitherJavaNorMaven() throws IOException {
    Path folder = Files.createDirectories(temporary.resolve("tools"));
    for (String tool : List.of("readlink", "find")) {
      for (String place : System.getenv("PATH").split(":", -1)) {
        Path file = Path.of(place, tool);
        if (Files.isExecutable(file)) {
          executable(folder.resolve(tool), "exec " + file + " \"$@\"");
        }
      }
    }
    return Map.of("PATH", folder.toString());
  }

  /** A {@code PATH} on which {@code tool} is a script of this body. */
  Map<String, String> with(String tool, String body) throws IOException {
    Path bin = temporary.resolve("bin");
    executable(bin.resolve(tool), body);
    return Map.of("PATH", bin + ":" + System.getenv("PATH"));
  }

  static Path write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  static void executable(Path file, String body) throws IOException {
    Files.setPosixFilePermissions(
        write(file, "#!/bin/sh\n" + body + "\n"), PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
