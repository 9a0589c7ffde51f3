package dev.lockstep.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * A run that loses an executor, a worker or its driver, or whose executor freezes, ends with the
 * table and the bits of one that was left alone; one that Spark gives up can be gone on with.
 *
 * <p>A fault strikes when an epoch's checkpoint has been seen, so among the first steps of the next
 * epoch. {@code history.csv} tells what it has cost.
 */
final class ClusterFaultTest extends OnCluster {
  private static final int EPOCHS = 4;
  private static final int STRUCK = 2;

  /** A fast step needs more of them for an epoch that a fault can strike. */
  private static final Map<String, Integer> ROWS = Map.of("tree", 600, "allreduce", 12_000);

  private final Map<String, Submission> undisturbed = new HashMap<>();

  @BeforeAll
  void runUndisturbed() throws Exception {
    for (String aggregation : Training.AGGREGATIONS) {
      MnistSlice.write(data(aggregation), ROWS.get(aggregation));
      String name = aggregation + "-undisturbed";
      undisturbed.put(aggregation, onOneJvm(name, train(aggregation, name)));
    }
    startCluster(2, Optional.empty());
  }

  private static Path data(String aggregation) {
    return folder.resolve(aggregation + "-data");
  }

  private static List<String> train(String aggregation, String name, String... options) {
    return words(aggregation, aggregation, name, options);
  }

  /** With the data of one aggregation, by another. */
  private static List<String> words(
      String data, String aggregation, String name, String... options) {
    List<String> words =
        Training.words(folder.resolve(name), data(data), aggregation, Training.BATCH, options);
    words.add("--epochs=" + EPOCHS);
    return words;
  }

  /** A run on both workers that is among the steps of the epoch to be struck. */
  private Submission begun(String aggregation, String name, String... settings) throws Exception {
    return begunWith(aggregation, aggregation, name, settings);
  }

  /** With the data of one aggregation, by another. */
  private Submission begunWith(String data, String aggregation, String name, String... settings)
      throws Exception {
    Submission run = onExecutors(2, name, List.of(settings), words(data, aggregation, name));
    Path before = folder.resolve(name).resolve("checkpoints/epoch-%d.npz".formatted(STRUCK - 1));
    run.awaitBeforeEnd(
        () -> Files.exists(before) ? Optional.of(true) : Optional.empty(), before.toString());
    awaitExecutors(2);
    return run;
  }

  private void assertUndisturbed(String aggregation, Submission run) throws Exception {
    run.awaitSuccess();
    assertEquals(undisturbed.get(aggregation).out(), run.out());
    assertEquals(undisturbed.get(aggregation).lastLine(), run.lastLine());
  }

  /** Beside the epochs that were left alone. */
  private static void tellCost(String name) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve(name).resolve("history.csv"));
    StringBuilder seconds = new StringBuilder(name + ": seconds of epochs 1 to 4");
    for (String line : lines.subList(2, lines.size())) {
      seconds.append(' ').append(line.substring(line.lastIndexOf(',') + 1));
    }
    System.out.println(seconds);
  }

  @ParameterizedTest
  @FieldSource(Training.ALL)
  void aRunThatLosesAnExecutorEndsAsIfItHadNot(String aggregation) throws Exception {
    String name = aggregation + "-executor-killed";
    Submission run = begun(aggregation, name);
    cluster().executors().get(0).destroyForcibly();
    assertUndisturbed(aggregation, run);
    List<String> told = run.err().lines().filter(line -> line.startsWith("Executor ")).toList();
    assertEquals(1, told.size(), run.err());
    String remedy = aggregation.equals("tree") ? "; Spark repeats its part of " : "; epoch ";
    assertTrue(told.get(0).contains(" on 127.0.0.") && told.get(0).contains(remedy), told.get(0));
    assertFalse(run.err().contains("\tat "), "no traces:\n" + run.err());
    tellCost(name);
  }

  @ParameterizedTest
  @FieldSource(Training.ALL)
  void aRunThatLosesAWorkerEndsAsIfItHadNot(String aggregation) throws Exception {
    String name = aggregation + "-worker-killed";
    Submission run = begun(aggregation, name);
    cluster().workers().get(0).destroyForcibly();
    cluster().addWorker();
    assertUndisturbed(aggregation, run);
    tellCost(name);
  }

  @ParameterizedTest
  @FieldSource(Training.ALL)
  void aRunWhoseExecutorFreezesEndsAsIfItHadNot(String aggregation) throws Exception {
    String name = aggregation + "-executor-frozen";
    Submission run =
        begun(
            aggregation,
            name,
            "spark.network.timeout=8s",
            "spark.network.timeoutInterval=1s",
            "spark.executor.heartbeatInterval=1s");
    ProcessHandle frozen = cluster().executors().get(0);
    StandaloneCluster.signal("STOP", frozen);
    assertUndisturbed(aggregation, run);
    tellCost(name);
    // Its worker has asked it to end, and kills it when it does not.
    Await.seen(() -> frozen.isAlive() ? Optional.empty() : Optional.of(true), () -> "still frozen");
  }

  @ParameterizedTest
  @FieldSource(Training.ALL)
  void aRunThatLosesItsDriverIsGoneOnWithOnAnotherNumberOfExecutors(String aggregation)
      throws Exception {
    String name = aggregation + "-driver-killed";
    Submission run = begun(aggregation, name);
    run.kill();
    assertFalse(Files.exists(folder.resolve(name).resolve("run.json")));
    cluster().addWorker();
    assertResumes(aggregation, name, 3);
  }

  private void assertResumes(String aggregation, String name, int executors) throws Exception {
    long start = System.nanoTime();
    Submission resumed =
        onExecutors(executors, name + "-resumed", List.of(), train(aggregation, name, "--resume"));
    resumed.awaitEpoch(STRUCK);
    System.out.printf(
        "%s: %.1f s from the start to the next epoch's line%n",
        name, (System.nanoTime() - start) / 1e9);
    assertUndisturbed(aggregation, resumed);
    assertTrue(resumed.err().contains("Resuming from "), resumed.err());
  }

  @Test
  void aRunThatChoseGoesOnByTreeWhereNoExecutorComesInTheLostOnesPlace() throws Exception {
    Submission run =
        begunWith("allreduce", "auto", "auto-falls-back", "spark.lockstep.executorTimeout=0s");
    cluster().executors().get(0).destroyForcibly();
    assertUndisturbed("allreduce", run);
    String line = "Aggregation: tree, a Spark job a step, from epoch %d, step 1 on: ";
    assertTrue(run.err().contains(line.formatted(STRUCK)), run.err());
  }

  /** Not of {@code tree}: whether a step has a task on a lost executor is chance. */
  @Test
  void aRunThatIsGivenUpSaysWhyAndIsGoneOnWith() throws Exception {
    String name = "allreduce-given-up";
    Submission run = begun("allreduce", name, "spark.lockstep.executorTimeout=0s");
    cluster().executors().get(0).destroyForcibly();
    run.awaitEnd();
    assertEquals(1, run.exit(), run.err());
    assertTrue(run.err().contains("Continue from "), run.err());
    String cause = "Executors were lost: the run needs 2 cores at once, ";
    assertTrue(run.lastLine().startsWith(cause), run.lastLine());
    assertResumes("allreduce", name, 1);
  }
}
