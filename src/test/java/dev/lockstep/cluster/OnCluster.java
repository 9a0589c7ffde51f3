package dev.lockstep.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trains through the application jar, on one machine and on a cluster of separate processes. A run
 * leaves {@code name.out}, {@code name.err} and the run folder {@code name}.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OnCluster {
  static final Path PROJECT = Path.of("").toAbsolutePath();

  /** An executor and a driver that fit a worker of 1 GB. */
  private static final List<String> SMALL =
      List.of(
          "spark.ui.enabled=false",
          "spark.driver.memory=512m",
          "spark.executor.memory=512m",
          "spark.executor.extraJavaOptions=-XX:+UseSerialGC");

  /** A driver that the workers reach on loopback. */
  private static final List<String> CLIENT =
      List.of("spark.driver.host=127.0.0.1", "spark.driver.bindAddress=127.0.0.1");

  @TempDir static Path folder;

  private final List<Submission> runs = new ArrayList<>();
  private StandaloneCluster cluster;

  final StandaloneCluster cluster() {
    return cluster;
  }

  final void startCluster(int workers, Optional<Path> properties) throws Exception {
    cluster = StandaloneCluster.start(folder, workers, properties);
  }

  @AfterAll
  final void stopCluster() {
    if (cluster != null) {
      cluster.close();
    }
  }

  /** Those of a test that has failed. */
  @AfterEach
  final void stopRuns() throws Exception {
    for (Submission run : runs) {
      run.stop();
    }
    runs.clear();
  }

  /**
   * The tutorial's training on MNIST through {@code submit.sh}, as anybody starts it.
   *
   * @param options of Spark
   * @param environment joins or takes the place of this JVM's
   * @param words options of {@code train}
   */
  final Submission mainJob(
      String name, List<String> options, Map<String, String> environment, List<String> words)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("./submit.sh"));
    command.addAll(options);
    command.addAll(List.of("train", "--config", "conf/mnist.properties"));
    command.addAll(List.of("--out", folder.resolve(name).toString()));
    command.addAll(words);
    return start(name, PROJECT, command, environment);
  }

  /** Through {@code submit.sh} on this machine. */
  final Submission onOneJvm(String name, List<String> words) throws Exception {
    return submit(name, "local[2]", CLIENT, words).awaitSuccess();
  }

  /**
   * Through {@code submit.sh} on so many executors, once those of the run before have left, which
   * they do by themselves.
   */
  final Submission onExecutors(
      int executors, String name, List<String> settings, List<String> words) throws Exception {
    return onExecutors(executors, name, settings, List.of(), words);
  }

  /** With options of Spark beside the settings. */
  final Submission onExecutors(
      int executors, String name, List<String> settings, List<String> options, List<String> words)
      throws Exception {
    awaitExecutors(0);
    List<String> all = new ArrayList<>(CLIENT);
    all.add("spark.cores.max=" + executors);
    all.addAll(settings);
    List<String> optionsAndWords = new ArrayList<>(options);
    optionsAndWords.addAll(words);
    return submit(name, cluster.master(), all, optionsAndWords);
  }

  /** Waits for as many executors. */
  final List<ProcessHandle> awaitExecutors(int count) throws IOException, InterruptedException {
    return Await.seen(
        () -> Optional.of(cluster.executors()).filter(executors -> executors.size() == count),
        () -> "not %d executors: %s".formatted(count, cluster.executors()));
  }

  private Submission submit(String name, String master, List<String> settings, List<String> words)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("./submit.sh", "--master", master));
    command.addAll(confs(settings));
    command.addAll(words);
    return start(name, PROJECT, command, Map.of());
  }

  /**
   * Through a {@code SPARK_HOME}'s {@code spark-submit}, with the application jar and nothing else
   * of the project.
   */
  final Submission throughSparkHome(
      Path sparkHome, String deployMode, int executors, String name, List<String> words)
      throws Exception {
    awaitExecutors(0);
    List<String> command =
        new ArrayList<>(List.of(sparkHome.resolve("bin/spark-submit").toString()));
    command.addAll(List.of("--master", cluster.master(), "--deploy-mode", deployMode));
    command.addAll(confs(deployMode.equals("client") ? CLIENT : List.of()));
    command.addAll(
        confs(
            List.of(
                "spark.cores.max=" + executors, "spark.standalone.submit.waitAppCompletion=true")));
    command.addAll(List.of("--class", "dev.lockstep.Lockstep"));
    command.add(PROJECT.resolve("target/lockstep-application.jar").toString());
    command.addAll(words);
    return start(name, sparkHome, command, Map.of());
  }

  private static List<String> confs(List<String> settings) {
    List<String> words = new ArrayList<>();
    for (List<String> some : List.of(SMALL, settings)) {
      some.forEach(setting -> words.addAll(List.of("--conf", setting)));
    }
    return words;
  }

  private Submission start(
      String name, Path at, List<String> command, Map<String, String> environment)
      throws IOException {
    Map<String, String> all = new HashMap<>(environment);
    all.put("SPARK_LOCAL_IP", "127.0.0.1");
    all.put("SPARK_LOCAL_DIRS", folder.resolve("spark-local").toString());
    Submission run = Submission.start(folder, name, at, command, all);
    runs.add(run);
    return run;
  }
}
