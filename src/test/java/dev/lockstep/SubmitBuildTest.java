package dev.lockstep;

import static dev.lockstep.ScriptFolder.executable;
import static dev.lockstep.ScriptFolder.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * When {@code submit.sh} builds, and that what is built keeps its laws:
 *
 * <ul>
 *   <li>It builds when a source is newer than the application jar, and only then; only then are
 *       Maven and a compiler missed, with one line on standard error and exit 2.
 *   <li>Standard output is the job's alone.
 *   <li>The archive of classes is that of the jar.
 *   <li>The Spark that the build put together passes on words, standard output and exit code as a
 *       {@code SPARK_HOME} does (the one test that starts Spark).
 * </ul>
 */
final class SubmitBuildTest {
  private static final List<String> TRAIN = List.of("train");

  @TempDir Path temporary;

  private ScriptFolder folder;

  @BeforeEach
  void copyTheScript() throws IOException {
    folder = new ScriptFolder(temporary);
  }

  @Test
  void mavenIsMissedOnlyWhereABuildIsDue() throws Exception {
    Map<String, String> noMaven = folder.neitherJavaNorMaven();
    assertEquals(0, folder.run(TRAIN, noMaven).exit());
    Files.delete(folder.jar());
    folder.run(TRAIN, noMaven).assertMistake("mvn is missing");
  }

  @Test
  void aCompilerIsMissedOnlyWhereABuildIsDue() throws Exception {
    Path jre = temporary.resolve("jre");
    executable(jre.resolve("bin/java"), "echo 'openjdk version \"17\"' >&2");
    Map<String, String> noCompiler = new HashMap<>(folder.with("mvn", "exit 1"));
    noCompiler.put("JAVA_HOME", jre.toString());
    assertEquals(0, folder.run(TRAIN, noCompiler).exit());
    Files.delete(folder.jar());
    folder.run(TRAIN, noCompiler).assertMistake(jre + "/bin/javac is missing");
  }

  @Test
  void itBuildsWhenASourceIsNewerAndSaysSoOnStandardErrorOnly() throws Exception {
    Map<String, String> maven =
        folder.with("mvn", "echo \"maven in $PWD\"; touch target/lockstep-application.jar");
    String said = "maven in " + folder.home() + "\n";
    assertFalse(folder.run(TRAIN, maven).err().contains(said));

    Files.setLastModifiedTime(folder.jar(), FileTime.from(Instant.EPOCH));
    ScriptRun built = folder.run(TRAIN, maven);
    assertTrue(built.err().contains(said), built.err());
    folder.assertHandedOver(List.of(), TRAIN, built);

    write(folder.home().resolve("src/test/SourceTest.java"), "");
    assertFalse(folder.run(TRAIN, maven).err().contains(said));

    Files.delete(folder.home().resolve("target/spark/jvm-options"));
    assertTrue(folder.run(TRAIN, maven).err().contains(said));
  }

  /** A JVM that is given classes of another jar archives none, and does without the JDK's own. */
  @Test
  void classesAreArchivedAnewWhereTheJarIsNewer() throws Exception {
    Path java = temporary.resolve("java");
    executable(java.resolve("bin/java"), "echo 'openjdk version \"17\"' >&2");
    Map<String, String> embedded = Map.of("JAVA_HOME", java.toString(), "SPARK_HOME", "");
    String said = "preparing faster starts";
    assertTrue(folder.run(TRAIN, embedded).err().contains(said));
    Path archive = folder.home().resolve("target/spark/classes.jsa");
    write(archive, "");
    assertTrue(folder.run(TRAIN, embedded).err().contains(said));
    assertFalse(Files.exists(archive));
    write(archive, "");
    Files.setLastModifiedTime(archive, FileTime.from(Instant.now().plusSeconds(7200)));
    assertFalse(folder.run(TRAIN, embedded).err().contains(said));
  }

  @Test
  void aFailedBuildIsAFailure() throws Exception {
    Files.delete(folder.jar());
    ScriptRun run = folder.run(TRAIN, folder.with("mvn", "exit 1"));
    assertEquals(1, run.exit());
    assertEquals("", run.out());
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
    try (OutputStream file = Files.newOutputStream(folder.jar());
        ZipOutputStream zip = new ZipOutputStream(file);
        InputStream bytes = Echo.class.getClassLoader().getResourceAsStream(entry)) {
      zip.putNextEntry(new ZipEntry(entry));
      bytes.transferTo(zip);
    }
    Path embedded = folder.home().resolve("target/spark");
    Files.delete(embedded.resolve("jvm-options"));
    Files.delete(embedded);
    Files.createSymbolicLink(embedded, Path.of("target/spark").toAbsolutePath());
    List<String> words =
        List.of("--class", Echo.class.getName(), "--name", "a  b", "train", "", "c  d");
    // Of a generation larger than the heap the JVM warns, left to itself on standard output.
    Map<String, String> settings =
        Map.of("SPARK_HOME", "", "SPARK_SUBMIT_OPTS", "-XX:MaxNewSize=1t");
    ScriptRun run = folder.run(words, settings);
    Files.delete(embedded);
    assertEquals("a  b\n[train]\n[]\n[c  d]\n", run.out(), run.err());
    assertEquals(7, run.exit());
    assertTrue(run.err().contains("MaxNewSize"), run.err());
  }
}
