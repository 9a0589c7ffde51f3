package dev.lockstep.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Packed rows that find no room in an executor's memory lie on its disk, and change no bit. */
final class ClusterSpillTest extends OnCluster {
  /** Packed they take 10 MB. */
  private static final int ROWS = 24_000;

  /** Of 512 MB: 300 MB are reserved, and Spark shares out so much of the rest, 4 MB. */
  private static final String FRACTION = "spark.memory.fraction=0.02";

  private Submission local;

  @BeforeAll
  void trainInMemory() throws Exception {
    MnistSlice.write(folder.resolve("data"), ROWS);
    local = onOneJvm("local", train("local", "tree"));
    startCluster(2, Optional.empty());
  }

  private static List<String> train(String name, String aggregation) {
    return Training.words(
        folder.resolve(name), folder.resolve("data"), aggregation, ROWS / 10, "--epochs=1");
  }

  @ParameterizedTest
  @FieldSource(Training.ALL)
  void whatDoesNotFitInMemoryIsReadFromDiskWithTheSameBits(String aggregation) throws Exception {
    Submission run =
        onExecutors(2, aggregation, List.of(FRACTION), train(aggregation, aggregation));
    run.awaitSuccess();
    assertEquals(local.lastLine(), run.lastLine());
    assertEquals(local.out(), run.out());
    for (String log : executorLogs()) {
      assertTrue(log.contains("Persisting block rdd_"), log);
    }
  }

  private static List<String> executorLogs() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<String> logs = new ArrayList<>();
      for (Path file : files.filter(path -> path.endsWith("stderr")).toList()) {
        logs.add(Files.readString(file));
      }
      assertTrue(logs.size() >= 2);
      return logs;
    }
  }
}
