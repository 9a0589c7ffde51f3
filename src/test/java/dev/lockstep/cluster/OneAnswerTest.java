package dev.lockstep.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.ReferenceProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The main job prints the table and the hash of {@code Reference.java} for any number of cores and
 * partitions, by either aggregation, and whatever of the vector unit the JVM uses: each value at
 * least once. Two epochs, or {@code -Dlockstep.epochs=50}.
 */
final class OneAnswerTest extends OnCluster {
  private static final int EPOCHS = Integer.getInteger("lockstep.epochs");

  /** The JVM says on standard error which flags it has. */
  private static final String SAY_FLAGS = "-XX:+PrintFlagsFinal";

  /** What Spark asks the JVM for. */
  private static final String MODULE = "--add-modules=jdk.incubator.vector";

  private static final String MODULE_IS_THERE = "Using incubator modules: jdk.incubator.vector";

  @ParameterizedTest
  @CsvSource({
    "local[1], 1, allreduce, -XX:UseAVX=1",
    "local[8], 3, allreduce, -XX:UseAVX=2",
    "local[8], 8, allreduce, -XX:UseAVX=3",
    "local[2], 2, allreduce, -XX:MaxVectorSize=16",
    "local[2], 2, tree,      -XX:MaxVectorSize=32",
    "local[2], 2, allreduce, -XX:TieredStopAtLevel=1", // C1 alone, which has no vectors
  })
  void theAnswerIsTheReferences(String master, int partitions, String aggregation, String flag)
      throws Exception {
    Submission run =
        train(
            "with" + flag.replaceAll("\\W+", "-"),
            master,
            partitions,
            aggregation,
            jvm(flag + " " + SAY_FLAGS));
    assertAnswer(partitions, run);
    assertTrue(run.err().contains(MODULE_IS_THERE));
    assertTrue(isSet(flag, run.err()) || isMoreThanTheCpuHas(flag, run.err()), flag);
  }

  private static boolean isSet(String flag, String said) {
    String set = flag.substring("-XX:".length()).replace("=", " +=.*") + ".*[{]command line[}]";
    return Pattern.compile(set).matcher(said).find();
  }

  /** Where the CPU has less, the JVM says so and takes what there is. */
  private static boolean isMoreThanTheCpuHas(String flag, String said) {
    return said.contains(flag.substring("-XX:".length()) + " is not supported on this CPU");
  }

  @Test
  void theAnswerIsTheReferencesWithoutTheVectorModule() throws Exception {
    Map<String, String> without = Map.of("JAVA_HOME", javaWithoutVectors().toString());
    Submission run = train("without-vectors", "local[2]", 2, "allreduce", without);
    assertAnswer(2, run);
    assertTrue(!run.err().contains(MODULE_IS_THERE), run.err());
  }

  /** A JVM that leaves the module out: Spark has no setting for that. */
  private static Path javaWithoutVectors() throws IOException {
    Path home = folder.resolve("java without vectors");
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(
        java,
        """
        #!/usr/bin/env bash
        for word; do
          [[ $word == %s ]] || words+=("$word")
        done
        exec "%s/bin/java" "${words[@]}"
        """
            .formatted(MODULE, System.getProperty("java.home")));
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    return home;
  }

  /** Math.fma would go through BigDecimal, some thousand times slower. */
  @Test
  void aJvmWithoutFmaInstructionsIsRefused() throws Exception {
    Submission run = mainJob("without-fma", List.of(), jvm("-XX:-UseFMA"), List.of()).awaitEnd();
    assertEquals(2, run.exit(), run.err());
    assertEquals("", run.out());
    List<String> lines = run.err().lines().filter(line -> !line.contains(MODULE_IS_THERE)).toList();
    assertEquals(1, lines.size(), run.err());
    assertTrue(lines.get(0).contains("fma"), run.err());
  }

  private Submission train(
      String name,
      String master,
      int partitions,
      String aggregation,
      Map<String, String> environment)
      throws Exception {
    List<String> options =
        List.of("--epochs=" + EPOCHS, "--partitions=" + partitions, "--aggregation=" + aggregation);
    return mainJob(name, List.of("--master", master), environment, options).awaitSuccess();
  }

  private static Map<String, String> jvm(String flags) {
    return Map.of("SPARK_SUBMIT_OPTS", flags);
  }

  private static void assertAnswer(int partitions, Submission run) {
    assertEquals(ReferenceProgram.lines(EPOCHS), run.result(), run.err());
    Pattern said = Pattern.compile("partitions: %d[, ]".formatted(partitions));
    assertTrue(said.matcher(run.err()).find(), run.err());
  }
}
