package dev.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The laws of {@code submit.sh}, each tried on a copy in a folder with a space in its name, called
 * from elsewhere, with small scripts in the places of {@code spark-submit}, {@code mvn} and {@code
 * java}:
 *
 * <ul>
 *   <li>Words before the command reach {@code spark-submit} unchanged and in order, words from the
 *       command on reach Lockstep so; the command is the first word that is neither an option of
 *       Spark's nor the value of one, by Spark's own list.
 *   <li>No command means {@code train} with {@code conf/mnist.properties}.
 *   <li>Exit codes pass through; standard output is the job's alone.
 *   <li>What is missing or unfit (Java, Maven, {@code SPARK_HOME}, a file, a value) is one line on
 *       standard error and exit 2.
 *   <li>It builds when a source is newer than the application jar, and only then.
 *   <li>The Spark that the build put together keeps all this (the one test that starts Spark).
 * </ul>
 */
final class SubmitScriptTest {

  /**
   * What a run left behind; {@code words} are the arguments that {@code spark-submit} was given.
   */
  private record Outcome(int exit, List<String> words, String out, String err) {}

  @TempDir Path temporary;

  private Path home;
  private Path jar;
  private Path spark;

  @BeforeEach
  void copyTheScriptAndPretendThatAllIsBuilt() throws IOException {
    home = temporary.toRealPath().resolve("lock step");
    Path project = Path.of("").toAbsolutePath();
    Files.createDirectories(home.resolve("conf"));
    for (String file :
        List.of("submit.sh", "pom.xml", "conf/spark-defaults.conf", "conf/log4j2.properties")) {
      Files.copy(project.resolve(file), home.resolve(file));
    }
    write(home.resolve("src/main/java/Source.java"), "");
    Files.createDirectories(home.resolve("src/test"));
    jar = home.resolve("target/lockstep-application.jar");
    write(jar, "");
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(3600)));
    write(home.resolve("target/spark/jvm-options"), "");
    spark = sparkHome("spark-core_2.13-4.1.0.jar");
  }

  @Test
  void wordsBeforeTheCommandGoToSparkUnchangedAndWordsFromItToLockstep() throws Exception {
    List<String> before =
        List.of(
            "--master",
            "local[2]",
            "--conf",
            "spark.app.name=a  b",
            "-c",
            "spark.ui.enabled=false",
            "--executor-memory=2g",
            "--verbose",
            "--driver-java-options",
            "");
    List<String> after = List.of("train", "--epochs", "3", "", "a  b", "*", "--master", "$HOME");
    assertHandedOver(before, after, run(concat(before, after)));
  }

  @Test
  void aValueThatLooksLikeACommandIsNone() throws Exception {
    List<String> before = List.of("--name", "train", "--queue", "--epochs");
    List<String> after = List.of("predict", "--model", "m");
    assertHandedOver(before, after, run(concat(before, after)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--master local[2]", "--name train --verbose --conf=spark.x=y"})
  void noCommandMeansTheTutorialsTraining(String line) throws Exception {
    List<String> before = words(line);
    List<String> after = List.of("train", "--config", home + "/conf/mnist.properties");
    assertHandedOver(before, after, run(before));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--help", "-h", "--version", "--epochs 3", "--master= x", "-x", "evaluate"})
  void whatIsNotSparksIsLocksteps(String line) throws Exception {
    assertHandedOver(
        List.of("--verbose"), words(line), run(concat(List.of("--verbose"), words(line))));
  }

  @Test
  void aPropertiesFileOfTheUsersTakesThePlaceOfOurs() throws Exception {
    Path file = write(temporary.resolve("own file"), "");
    List<String> mine = List.of("--properties-file", file.toString());
    assertEquals(
        concat(List.of("--class", "dev.lockstep.Lockstep"), mine, List.of(jar.toString(), "train")),
        run(concat(mine, List.of("train"))).words());
    assertMistake("no such file", run(List.of("--properties-file=no such file", "train")));
  }

  @Test
  void anOptionWithoutItsValueIsNamed() throws Exception {
    assertMistake("--master needs a value", run(List.of("--name", "x", "--master")));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 137})
  void exitCodesPassThrough(int exit) throws Exception {
    assertEquals(exit, run(List.of("train"), Map.of("FAKE_EXIT", "" + exit)).exit());
  }

  @Test
  void itWorksThroughALink() throws Exception {
    Path link = Files.createSymbolicLink(temporary.resolve("link"), home.resolve("submit.sh"));
    Outcome outcome = run(link, List.of("train"), Map.of());
    assertHandedOver(List.of(), List.of("train"), outcome);
    assertTrue(outcome.err().contains("LOCKSTEP_HOME=" + home + "\n"), outcome.err());
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
    String err = run(concat(words(line), List.of("train"))).err();
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
    spark = sparkHome(core);
    assertMistake(message, run(List.of("train")));
  }

  @Test
  void aSparkHomeThatIsNotThereIsAUsersMistake() throws Exception {
    spark = temporary.resolve("nowhere");
    assertMistake("is not a Spark", run(List.of("train")));
  }

  @Test
  void missingJavaIsAUsersMistake() throws Exception {
    assertMistake(
        "java is missing: install JDK 17",
        run(List.of("train"), Map.of("JAVA_HOME", "", "PATH", tools())));
    assertMistake(
        "/nowhere/bin/java is missing", run(List.of("train"), Map.of("JAVA_HOME", "/nowhere")));
  }

  @ParameterizedTest
  @CsvSource({
    "1.8.0_292, false",
    "11.0.2, false",
    "16, false",
    "17, true",
    "17.0.15, true",
    "25-ea, true"
  })
  void javaIsOfVersion17OrNewer(String version, boolean fit) throws Exception {
    Path jdk = temporary.resolve("jdk");
    script(jdk.resolve("bin/java"), "echo 'openjdk version \"" + version + "\"' >&2");
    for (boolean said : new boolean[] {false, true}) {
      if (said) {
        write(
            jdk.resolve("release"),
            "IMPLEMENTOR=\"N/A\"\nJAVA_VERSION=\"%s\"\nOS_ARCH=\"x86_64\"\n".formatted(version));
      }
      Outcome outcome = run(List.of("train"), Map.of("JAVA_HOME", jdk.toString()));
      if (fit) {
        assertHandedOver(List.of(), List.of("train"), outcome);
      } else {
        assertMistake("is not Java 17 or newer", outcome);
      }
    }
  }

  @Test
  void mavenIsMissedOnlyWhereABuildIsDue() throws Exception {
    Map<String, String> noMaven = Map.of("PATH", tools());
    assertEquals(0, run(List.of("train"), noMaven).exit());
    Files.delete(jar);
    assertMistake("mvn is missing", run(List.of("train"), noMaven));
  }

  @Test
  void itBuildsWhenASourceIsNewerAndSaysSoOnStandardErrorOnly() throws Exception {
    Path bin = temporary.resolve("bin");
    script(bin.resolve("mvn"), "echo \"maven in $PWD\"; touch target/lockstep-application.jar");
    Map<String, String> maven = Map.of("PATH", bin + ":" + System.getenv("PATH"));
    String said = "maven in " + home + "\n";
    assertFalse(run(List.of("train"), maven).err().contains(said));

    Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH));
    Outcome built = run(List.of("train"), maven);
    assertTrue(built.err().contains(said), built.err());
    assertHandedOver(List.of(), List.of("train"), built);

    write(home.resolve("src/test/SourceTest.java"), "");
    assertFalse(run(List.of("train"), maven).err().contains(said));

    Files.delete(home.resolve("target/spark/jvm-options"));
    assertTrue(run(List.of("train"), maven).err().contains(said));
  }

  @Test
  void aFailedBuildIsAFailure() throws Exception {
    Path bin = temporary.resolve("bin");
    script(bin.resolve("mvn"), "exit 1");
    Files.delete(jar);
    Outcome outcome = run(List.of("train"), Map.of("PATH", bin + ":" + System.getenv("PATH")));
    assertEquals(1, outcome.exit());
    assertEquals("", outcome.out());
  }

  @Test
  void theListsOfOptionsAreSparksOwn() throws Exception {
    Class<?> type = Class.forName("org.apache.spark.launcher.SparkSubmitOptionParser");
    Constructor<?> constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    Object parser = constructor.newInstance();

    assertEquals(sparks(parser, "opts"), ours("spark_options"));
    Set<String> switches = ours("spark_switches");
    switches.addAll(List.of("--help", "-h", "--version")); // Lockstep's to answer.
    assertEquals(sparks(parser, "switches"), switches);
  }

  /** Stands for Lockstep where Spark is real; public, or Spark could not call it. */
  public static final class Echo {
    private Echo() {}

    public static void main(String[] words) {
      System.out.println(System.getProperty("spark.app.name"));
      for (String word : words) {
        System.out.println("[" + word + "]");
      }
      System.exit(7);
    }
  }

  @Test
  void theEmbeddedSparkPassesWordsStandardOutputAndExitCodeToo() throws Exception {
    String entry = Echo.class.getName().replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(file);
        InputStream bytes = Echo.class.getClassLoader().getResourceAsStream(entry)) {
      zip.putNextEntry(new ZipEntry(entry));
      bytes.transferTo(zip);
    }
    Path embedded = home.resolve("target/spark");
    Files.delete(embedded.resolve("jvm-options"));
    Files.delete(embedded);
    Files.createSymbolicLink(embedded, Path.of("target/spark").toAbsolutePath());
    List<String> words =
        List.of("--class", Echo.class.getName(), "--name", "a  b", "train", "", "c  d");
    // Of a generation larger than the heap the JVM warns, left to itself on standard output.
    Map<String, String> settings =
        Map.of("SPARK_HOME", "", "SPARK_SUBMIT_OPTS", "-XX:MaxNewSize=1t");
    Outcome outcome = run(words, settings);
    Files.delete(embedded);
    assertEquals("a  b\n[train]\n[]\n[c  d]\n", outcome.out(), outcome.err());
    assertEquals(7, outcome.exit());
    assertTrue(outcome.err().contains("MaxNewSize"), outcome.err());
  }

  private void assertHandedOver(List<String> before, List<String> after, Outcome outcome) {
    List<String> ours =
        List.of(
            "--properties-file",
            home + "/conf/spark-defaults.conf",
            "--load-spark-defaults",
            "--class",
            "dev.lockstep.Lockstep");
    assertEquals(concat(ours, before, List.of(jar.toString()), after), outcome.words());
    assertEquals(0, outcome.exit());
  }

  private static void assertMistake(String message, Outcome outcome) {
    assertTrue(outcome.err().matches("submit\\.sh: .*\\Q" + message + "\\E.*\\n"), outcome.err());
    assertEquals("", outcome.out());
    assertEquals(2, outcome.exit());
  }

  private Outcome run(List<String> words) throws IOException, InterruptedException {
    return run(words, Map.of());
  }

  private Outcome run(List<String> words, Map<String, String> environment)
      throws IOException, InterruptedException {
    return run(home.resolve("submit.sh"), words, environment);
  }

  private Outcome run(Path script, List<String> words, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path out = temporary.resolve("out");
    Path err = temporary.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(concat(List.of("bash", script.toString()), words))
            .directory(temporary.toFile())
            .redirectInput(temporary.resolve("empty").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    write(temporary.resolve("empty"), "");
    Map<String, String> variables = builder.environment();
    variables.keySet().removeIf(name -> name.startsWith("SPARK_") || name.equals("MASTER"));
    variables.put("JAVA_HOME", System.getProperty("java.home"));
    variables.put("SPARK_HOME", spark.toString());
    variables.putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running: " + words + " " + Files.readString(err));
    }
    String text = Files.readString(out);
    List<String> given = Arrays.asList(text.split("\0", -1));
    return new Outcome(
        process.exitValue(), given.subList(0, given.size() - 1), text, Files.readString(err));
  }

  private Path sparkHome(String core) throws IOException {
    Path folder = Files.createTempDirectory(temporary, "spark home");
    write(folder.resolve("jars").resolve(core), "");
    script(
        folder.resolve("bin/spark-submit"),
        """
        printf '%s\\0' "$@"
        echo "SPARK_LOCAL_IP=$SPARK_LOCAL_IP" >&2
        echo "LOCKSTEP_HOME=$LOCKSTEP_HOME" >&2
        exit "${FAKE_EXIT:-0}"\
        """);
    return folder;
  }

  /** A PATH with what the script needs and neither Java nor Maven. */
  private String tools() throws IOException {
    Path folder = Files.createDirectories(temporary.resolve("tools"));
    for (String tool : List.of("readlink", "find")) {
      for (String place : System.getenv("PATH").split(":", -1)) {
        Path file = Path.of(place, tool);
        if (Files.isExecutable(file)) {
          script(folder.resolve(tool), "exec " + file + " \"$@\"");
        }
      }
    }
    return folder.toString();
  }

  private static Set<String> sparks(Object parser, String list) throws Exception {
    Field field = parser.getClass().getDeclaredField(list);
    field.setAccessible(true);
    Set<String> names = new TreeSet<>();
    for (String[] spellings : (String[][]) field.get(parser)) {
      names.addAll(Arrays.asList(spellings));
    }
    return names;
  }

  private Set<String> ours(String variable) throws IOException {
    Matcher list =
        Pattern.compile("(?m)^" + variable + "='([^']*)'")
            .matcher(Files.readString(home.resolve("submit.sh")));
    assertTrue(list.find(), variable);
    return new TreeSet<>(words(list.group(1)));
  }

  private static List<String> words(String line) {
    return line.isEmpty() ? List.of() : Arrays.asList(line.trim().split("\\s+", -1));
  }

  @SafeVarargs
  private static List<String> concat(List<String>... lists) {
    List<String> all = new ArrayList<>();
    for (List<String> list : lists) {
      all.addAll(list);
    }
    return all;
  }

  private static Path write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static void script(Path file, String body) throws IOException {
    Files.setPosixFilePermissions(
        write(file, "#!/bin/sh\n" + body + "\n"), PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
