package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TrainCommandTest extends TinyTraining {
  private static final String TABLE_LINE =
      " *\\d+ train_rate= *\\S+% test_rate= *\\S+% train_err= *\\S+ test_err= *\\S+";

  private static final List<String> COMPLETE =
      List.of(
          "run/checkpoints/epoch-1.npz",
          "run/history.csv",
          "run/model/model.json",
          "run/model/model.npz",
          "run/report.html",
          "run/run.json");

  /** All files but the data. */
  private List<String> left() throws IOException {
    return tree("").stream().filter(file -> !file.startsWith("data/")).toList();
  }

  private JsonNode runJson() throws IOException {
    return new ObjectMapper().readTree(temporary.resolve("run/run.json").toFile());
  }

  @Test
  void standardOutputIsTheTableAndStandardErrorEndsWithFolderAndHash() throws IOException {
    CommandRun run = train("run", "--epochs=2", "--partitions=4");
    assertEquals(0, run.exitCode(), run.err());
    List<String> table = run.out().lines().toList();
    assertEquals(3, table.size());
    table.forEach(line -> assertTrue(line.matches(TABLE_LINE), line));
    assertEquals(4, run.toldLines().size(), run.err());
    assertTrue(
        run.toldLines()
            .get(0)
            .startsWith(
                "Training 4-5-3 on %s/data/mnist: 12 rows, 4 to test, 3 classes;"
                        .formatted(temporary)
                    + " blocks: 8, partitions: 4 of 8 cores (--partitions), BLAS: exact"),
        run.err());
    assertEquals("Aggregation: allreduce: all 4 tasks run at once.", run.toldLines().get(1));
    assertEquals("auto", runJson().at("/settings/aggregation").asText());
    assertEquals("[\"allreduce\"]", runJson().at("/execution/aggregation").toString());
    assertEquals("Run folder: " + temporary.resolve("run"), run.toldLines().get(2));
    assertEquals(
        "parameters_sha256=" + runJson().get("parameters_sha256").asText(), run.toldLines().get(3));
  }

  @Test
  void whatTheDataAreTakenForIsSaidAndKept() throws IOException {
    CommandRun run = train("run", "--epochs=1");
    String labels = "t10k-labels-idx1-ubyte; 3 classes: 0 2, 1 1, 2 1";
    assertEquals(
        List.of(
            "  train images  12 of 2 x 2, unsigned bytes: train-images-idx3-ubyte",
            "  train labels  train-labels-idx1-ubyte; 3 classes: 0 4, 1 4, 2 4",
            "  test images   4 of 2 x 2, unsigned bytes: t10k-images-idx3-ubyte",
            "  test labels   " + labels),
        run.errLines().subList(1, 5));
    assertEquals("test labels", runJson().at("/data/understood/3/what").asText());
    assertEquals(labels, runJson().at("/data/understood/3/text").asText());
    String report = Files.readString(temporary.resolve("run/report.html"));
    assertTrue(report.contains("<dt>test labels</dt><dd>" + labels + "</dd>"), report);
  }

  /** Spark runs eight tasks at once here. */
  @Test
  void whyFewerPartitionsRunThanThereAreCoresIsSaid() throws IOException {
    CommandRun given = train("run", "--epochs=0", "--partitions=2");
    assertEquals(0, given.exitCode(), given.err());
    assertTrue(
        given.toldLines().get(0).contains("; blocks: 8, partitions: 2 of 8 cores (--partitions), "),
        given.err());
    CommandRun few = train("run", "--epochs=0", "--blocks=3", "--overwrite");
    assertTrue(
        few.toldLines()
            .get(0)
            .contains(
                "; blocks: 3, partitions: 3 of 8 cores (a mini-batch has 3 blocks; --blocks), "),
        few.err());
    assertEquals(3, runJson().at("/execution/partitions").asInt());
  }

  @Test
  void largeBatchesHaveMoreBlocks() throws IOException {
    CommandRun run = train("run", "--epochs=0", "--batch-size=2000");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.toldLines().get(0).contains("; blocks: 16, partitions: 8, BLAS: "), run.err());
    assertEquals(16, runJson().at("/settings/blocks").asInt());
  }

  @Test
  void theRunFolderHoldsCheckpointModelHistoryAndRunAndNoLitter() throws IOException {
    train("run", "--epochs=1", "--partitions=2");
    assertEquals(COMPLETE, left());
    assertEquals(3, Files.readAllLines(temporary.resolve("run/history.csv")).size());
    assertEquals(temporary + "/data/mnist", runJson().at("/data/folder").asText());
    assertEquals(4, runJson().at("/data/sha256").size());
    assertEquals(2, runJson().at("/execution/partitions").asInt());
    assertEquals("4.1.0", runJson().at("/environment/spark").asText());
  }

  @Test
  void aTrainingThatDivergesLeavesTheOldRunAndNothingElse() throws IOException {
    assertEquals(0, train("run", "--epochs=1").exitCode());
    byte[] old = Files.readAllBytes(temporary.resolve("run/run.json"));
    CommandRun run = train("run", "--epochs=9", "--learning-rate=1e300", "--overwrite");
    assertEquals(1, run.exitCode());
    assertEquals(3, run.toldLines().size(), run.err());
    assertTrue(run.toldLines().get(2).contains("training has diverged"), run.err());
    assertEquals(COMPLETE, left());
    assertTrue(Arrays.equals(old, Files.readAllBytes(temporary.resolve("run/run.json"))));
  }

  @Test
  void theNextRunReplacesTheLastWhenToldTo() throws IOException {
    train("run", "--epochs=1");
    assertEquals(2, train("run", "--epochs=2").exitCode());
    assertEquals(0, train("run", "--epochs=2", "--overwrite").exitCode());
    assertEquals(2, runJson().at("/result/epoch").asInt());
  }

  @Test
  void theConfigurationFileIsRead() throws IOException {
    Path config = Files.writeString(temporary.resolve("my.properties"), "epochs=3\nseed=5");
    train("run", "--config", config.toString(), "--epochs=1");
    assertEquals(1, runJson().at("/settings/epochs").asInt());
    assertEquals(5, runJson().at("/settings/seed").asInt());
  }

  @Test
  void theProgressBarMakesWayForTheTable() {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    PrintStream terminal = new PrintStream(screen, true, StandardCharsets.UTF_8);
    CommandContext context =
        new CommandContext(
            terminal,
            terminal,
            Map.of("LOCKSTEP_HOME", temporary.toString(), "LOCKSTEP_TERMINAL", "true"),
            conf -> CommandRun.borrowed());
    String out = temporary.resolve("run").toString();
    assertEquals(0, Commands.run(context, "train", "--epochs=3", "--out", out));
    List<String> table = new ArrayList<>();
    for (String line : screen.toString(StandardCharsets.UTF_8).split("\n", -1)) {
      String[] drawn = line.split("\r", -1);
      String last = drawn[drawn.length - 1];
      if (last.matches(TABLE_LINE)) {
        table.add(last);
        assertTrue(drawn.length == 1 || drawn[drawn.length - 2].isBlank(), line);
      }
    }
    assertEquals(4, table.size());
  }
}
