package dev.lockstep;

import static dev.lockstep.ScriptFolder.executable;
import static dev.lockstep.ScriptFolder.write;
import static dev.lockstep.ScriptRun.concat;
import static dev.lockstep.ScriptRun.split;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@code submit.sh} takes from its surroundings and what it leaves there:
 *
 * <ul>
 *   <li>Exit codes pass through.
 *   <li>Lockstep learns its home, whether standard error is a terminal, and the terminal's width.
 *   <li>A Java or a {@code SPARK_HOME} that is missing or unfit is one line on standard error and
 *       exit 2.
 *   <li>The JVM understands the compile commands that it is given.
 * </ul>
 */
final class SubmitEnvironmentTest {
  private static final List<String> TRAIN = List.of("train");

  @TempDir Path temporary;

  private ScriptFolder folder;

  @BeforeEach
  void copyTheScript() throws IOException {
    folder = new ScriptFolder(temporary);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 137})
  void exitCodesPassThrough(int exit) throws Exception {
    assertEquals(exit, folder.run(TRAIN, Map.of("FAKE_EXIT", "" + exit)).exit());
  }

  @Test
  void itWorksThroughALink() throws Exception {
    Path link = Files.createSymbolicLink(temporary.resolve("link"), folder.script());
    ScriptRun run = folder.run(link, TRAIN, Map.of());
    folder.assertHandedOver(List.of(), TRAIN, run);
    assertTrue(run.err().contains("LOCKSTEP_HOME=" + folder.home() + "\n"), run.err());
  }

  @Test
  void offATerminalLockstepLearnsOfNone() throws Exception {
    String err = folder.run(TRAIN, folder.with("tput", "echo 97")).err();
    assertTrue(err.contains("LOCKSTEP_TERMINAL=\nCOLUMNS=\n"), err);
  }

  @ParameterizedTest
  @CsvSource({
    "'',  echo 97, 97",
    "123, echo 97, 123",
    "'',  exit 1,  ''",
  })
  void onATerminalLockstepLearnsItsWidth(String columns, String tput, String width)
      throws Exception {
    assumeTrue(
        folder.start(List.of("bash", "-c", "script --version"), Map.of()).exit() == 0,
        "util-linux's script makes the terminal");
    Map<String, String> environment = new HashMap<>(folder.with("tput", tput));
    environment.put("COLUMNS", columns);
    environment.put("SHELL", "/bin/sh");
    String line = "bash '" + folder.script() + "' train </dev/null >/dev/null";
    ScriptRun run = folder.start(List.of("script", "-qec", line, "/dev/null"), environment);
    String shown = "LOCKSTEP_TERMINAL=true\r\nCOLUMNS=" + width + "\r\n";
    assertTrue(run.out().contains(shown), run.out());
    assertEquals(0, run.exit());
  }

  @ParameterizedTest
  @CsvSource({
    "--master local[2],     127.0.0.1",
    "--master=local,        127.0.0.1",
    "-c spark.master=local, 127.0.0.1",
    "--master spark://h:1,  ''",
    "--conf spark.master=k, ''",
    "--verbose,             ''", // A SPARK_HOME may name a master of its own.
  })
  void onlyAJobOnOneMachineStaysOffTheNetwork(String line, String address) throws Exception {
    String err = folder.run(concat(split(line), TRAIN)).err();
    assertTrue(err.contains("SPARK_LOCAL_IP=" + address + "\n"), err);
  }

  @ParameterizedTest
  @CsvSource({
    "spark-core_2.13-4.0.1.jar, needs Spark 4.1 for Scala 2.13",
    "spark-core_2.12-3.5.7.jar, needs Spark 4.1 for Scala 2.13",
    "spark-core_2.12-4.1.0.jar, needs Spark 4.1 for Scala 2.13",
    "other-1.0.jar,             is not a Spark",
  })
  void aSparkHomeOfAnotherVersionIsAUsersMistake(String core, String message) throws Exception {
    String other = folder.sparkHome(core).toString();
    folder.run(TRAIN, Map.of("SPARK_HOME", other)).assertMistake(message);
  }

  @Test
  void aSparkHomeThatIsNotThereIsAUsersMistake() throws Exception {
    String nowhere = temporary.resolve("nowhere").toString();
    folder.run(TRAIN, Map.of("SPARK_HOME", nowhere)).assertMistake("is not a Spark");
  }

  @Test
  void missingJavaIsAUsersMistake() throws Exception {
    Map<String, String> environment = new HashMap<>(folder.neitherJavaNorMaven());
    environment.put("JAVA_HOME", "");
    folder.run(TRAIN, environment).assertMistake("java is missing: install JDK 17");
    folder
        .run(TRAIN, Map.of("JAVA_HOME", "/nowhere"))
        .assertMistake("/nowhere/bin/java is missing");
  }

  @ParameterizedTest
  @CsvSource({
    "1.8.0_292, is not Java 17 or newer: install JDK 17 or 21",
    "11.0.2,    is not Java 17 or newer: install JDK 17 or 21",
    "16,        is not Java 17 or newer: install JDK 17 or 21",
    "17,        ''",
    "17.0.15,   ''",
    "21.0.8,    ''",
    "23.0.2,    ''",
    "24,        'is Java 24, on which Spark 4.1 does not run: install JDK 17 or 21'",
    "25-ea,     'is Java 25, on which Spark 4.1 does not run: install JDK 17 or 21'"
  })
  void javaIsOfAVersionThatSparkRunsOn(String version, String mistake) throws Exception {
    Path jdk = temporary.resolve("jdk");
    executable(jdk.resolve("bin/java"), "echo 'openjdk version \"" + version + "\"' >&2");
    for (boolean said : new boolean[] {false, true}) {
      if (said) {
        write(
            jdk.resolve("release"),
            "IMPLEMENTOR=\"N/A\"\nJAVA_VERSION=\"%s\"\nOS_ARCH=\"x86_64\"\n".formatted(version));
      }
      ScriptRun run = folder.run(TRAIN, Map.of("JAVA_HOME", jdk.toString()));
      if (mistake.isEmpty()) {
        folder.assertHandedOver(List.of(), TRAIN, run);
      } else {
        run.assertMistake(mistake);
      }
    }
  }

  /** It says which it takes if it is not told to be quiet, and which it does not in any case. */
  @Test
  void theJvmTakesAllCompileCommandsWithoutAWord() throws Exception {
    List<String> lines = Files.readAllLines(Path.of("conf/compile-commands.txt"));
    List<String> loud = lines.stream().filter(line -> !line.equals("quiet")).toList();
    List<String> commands = loud.stream().filter(line -> !line.startsWith("#")).toList();
    assertEquals("", outputWith(lines));
    assertEquals(commands.size(), outputWith(loud).lines().count());
    String wrong = commands.get(0).replace(",10.0", ",ten");
    assertTrue(outputWith(List.of("quiet", wrong)).contains("cannot be read"));
  }

  private String outputWith(List<String> compileCommands) throws Exception {
    Path file = Files.write(temporary.resolve("commands"), compileCommands);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return folder
        .start(List.of(java, "-XX:CompileCommandFile=" + file, "-version"), Map.of())
        .out();
  }
}
