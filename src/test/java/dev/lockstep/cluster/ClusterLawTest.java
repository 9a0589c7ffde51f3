package dev.lockstep.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.apache.spark.serializer.KryoSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A cluster of separate JVMs gives the answer of one JVM, bit for bit, and says in one line what it
 * cannot do.
 */
final class ClusterLawTest extends OnCluster {
  private static final int WORKERS = 4;

  private Path data;
  private Submission local;

  @BeforeAll
  void trainOnOneJvm() throws Exception {
    data = MnistSlice.write(folder.resolve("data"), 600);
    local = onOneJvm("local", train("local", "tree"));
    startCluster(WORKERS, Optional.empty());
  }

  private List<String> train(String name, String aggregation) {
    return Training.words(folder.resolve(name), data, aggregation, Training.BATCH, "--epochs=2");
  }

  static Stream<Arguments> clusters() {
    return Training.AGGREGATIONS.stream()
        .flatMap(kind -> Stream.of(1, 2, WORKERS).map(count -> Arguments.of(kind, count)));
  }

  @ParameterizedTest
  @MethodSource("clusters")
  void theAnswerIsThatOfOneJvmForAnyNumberOfExecutors(String aggregation, int executors)
      throws Exception {
    String name = "%s-on-%d".formatted(aggregation, executors);
    Submission run =
        onExecutors(executors, name, List.of(), train(name, aggregation)).awaitSuccess();
    assertEquals(local.lastLine(), run.lastLine());
    assertEquals(local.out(), run.out());
    // All executors had come before the data were shared out.
    assertTrue(run.err().contains("partitions: %d,".formatted(executors)), run.err());
  }

  /** Of whatever a training may have; it begins with what one JVM has learned. */
  @Test
  void theAnswerOfARecipeIsThatOfOneJvm() throws Exception {
    areThatOfOneJvm("recipe", this::recipe);
  }

  /** Executors learn which levels and means there are, each of its files, and make x of them. */
  @Test
  void theAnswerOfATableWithWordsAndGapsIsThatOfOneJvm() throws Exception {
    Path table = Files.createDirectory(folder.resolve("penguins"));
    List<String> lines = Files.readAllLines(Path.of("data/penguins/penguins.csv"));
    for (int from = 1; from < lines.size(); from += 50) {
      List<String> part = lines.subList(from, Math.min(from + 50, lines.size()));
      Files.write(
          table.resolve("%03d.csv".formatted(from)),
          Stream.concat(Stream.of(lines.get(0)), part.stream()).toList());
    }
    areThatOfOneJvm(
        "table",
        (name, aggregation) ->
            Training.words(
                folder.resolve(name),
                table,
                aggregation,
                Training.BATCH,
                "--label=species",
                "--test-fraction=0.2",
                "--epochs=3"));
  }

  private void areThatOfOneJvm(String name, BiFunction<String, String, List<String>> words)
      throws Exception {
    Submission expected = onOneJvm(name, words.apply(name, "tree"));
    for (String aggregation : Training.AGGREGATIONS) {
      String other = name + "-by-" + aggregation;
      Submission run =
          onExecutors(2, other, List.of(), words.apply(other, aggregation)).awaitSuccess();
      assertEquals(expected.lastLine(), run.lastLine());
      assertEquals(expected.out(), run.out());
    }
  }

  private List<String> recipe(String name, String aggregation) {
    return Training.words(
        folder.resolve(name),
        data,
        aggregation,
        Training.BATCH,
        "--init-from=" + folder.resolve("local"),
        "--freeze=1",
        "--dropout=0.2,0.5,0.5",
        "--optimizer=adam",
        "--learning-rate=0.003",
        "--schedule=plateau",
        "--schedule-every=1",
        "--validation-fraction=0.2",
        "--patience=2",
        "--shuffle",
        "--epochs=4");
  }

  @ParameterizedTest
  @FieldSource(Training.ALL)
  void aSitesKryoChangesNoBit(String aggregation) throws Exception {
    String name = "%s-with-kryo".formatted(aggregation);
    List<String> settings = List.of("spark.serializer=" + KryoSerializer.class.getName());
    Submission run = onExecutors(2, name, settings, train(name, aggregation)).awaitSuccess();
    assertEquals(local.lastLine(), run.lastLine());
    assertEquals(local.out(), run.out());
  }

  /** In cluster mode the driver is a child of one of the workers. */
  @ParameterizedTest
  @CsvSource({"tree, client", "allreduce, cluster"})
  void aSparkHomeNeedsTheApplicationJarAndTheDataAlone(String aggregation, String deployMode)
      throws Exception {
    String name = "%s-in-%s-mode".formatted(aggregation, deployMode);
    throughSparkHome(SparkHome.make(), deployMode, 2, name, train(name, aggregation))
        .awaitSuccess();
    assertEquals(
        local.lastLine(),
        "parameters_sha256="
            + new ObjectMapper()
                .readTree(folder.resolve(name).resolve("run.json").toFile())
                .get("parameters_sha256")
                .asText());
  }

  /** To each process {@code /proc/self/cwd} is another folder: an executor's is empty. */
  @Test
  void dataThatAnExecutorCannotReadAreAMistakeThatNamesItsHost() throws Exception {
    List<String> words =
        Training.words(
            folder.resolve("unreadable"),
            Path.of("/proc/self/cwd/data/mnist"),
            "tree",
            Training.BATCH);
    Submission run = onExecutors(2, "unreadable", List.of(), words).awaitEnd();
    assertEquals(2, run.exit(), run.err());
    assertTrue(
        run.lastLine()
            .matches(
                "Cannot read file:/proc/self/cwd/.*-ubyte[.]gz on host 127[.]0[.]0[.][1-4]:"
                    + " no such file there[.].*"),
        run.lastLine());
    assertEquals("", run.out());
  }
}
