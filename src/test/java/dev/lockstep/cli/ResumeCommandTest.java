package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code --resume}, {@code --overwrite} and {@code --checkpoint-every} as a user meets them. */
final class ResumeCommandTest extends TinyTraining {
  private List<String> historyWithoutSeconds(String folder) throws IOException {
    return Files.readAllLines(path(folder).resolve("history.csv")).stream()
        .map(line -> line.substring(0, line.lastIndexOf(',')))
        .toList();
  }

  private JsonNode runJson(String folder) throws IOException {
    return new ObjectMapper().readTree(path(folder).resolve("run.json").toFile());
  }

  @Test
  void moreEpochsEndAsIfTheyHadBeenAskedForAtFirst() throws IOException {
    CommandRun whole = train("whole", "--epochs=4");
    assertEquals(0, train("run", "--epochs=2", "--partitions=3").exitCode());
    CommandRun resumed =
        train("run", "--epochs=4", "--resume", "--aggregation=allreduce", "--partitions=2");
    assertEquals(0, resumed.exitCode(), resumed.err());
    assertEquals(whole.out(), resumed.out());
    assertEquals(lastLine(whole), lastLine(resumed));
    assertArrayEquals(
        Files.readAllBytes(path("whole/model/model.npz")),
        Files.readAllBytes(path("run/model/model.npz")));
    assertEquals(historyWithoutSeconds("whole"), historyWithoutSeconds("run"));
    assertEquals("[2]", runJson("run").at("/execution/resumed_from").toString());
    assertEquals(
        "Resuming from %s.".formatted(path("run/checkpoints/epoch-2.npz")),
        resumed.toldLines().get(1));
    assertEquals(
        List.of(
            "checkpoints/epoch-3.npz",
            "checkpoints/epoch-4.npz",
            "history.csv",
            "model/model.json",
            "model/model.npz",
            "report.html",
            "run.json"),
        tree("run"));
  }

  @Test
  void aDamagedCheckpointIsSkippedWithOneWarning() throws IOException {
    CommandRun whole = train("run", "--epochs=3");
    Path last = path("run/checkpoints/epoch-3.npz");
    Files.write(last, Arrays.copyOf(Files.readAllBytes(last), 1000));
    CommandRun resumed = train("run", "--epochs=3", "--resume");
    assertTrue(resumed.toldLines().get(0).startsWith("Skipping a checkpoint. "), resumed.err());
    assertEquals(6, resumed.toldLines().size(), resumed.err());
    assertEquals(whole.out(), resumed.out());
    assertEquals(lastLine(whole), lastLine(resumed));
    assertEquals("[2]", runJson("run").at("/execution/resumed_from").toString());
  }

  @Test
  void aCompleteRunIsShownAgainAndLeftAsItIs() throws IOException {
    CommandRun whole = train("run", "--epochs=2");
    Object before = Files.getLastModifiedTime(path("run/run.json"));
    CommandRun again = train("run", "--epochs=2", "--resume");
    assertEquals(0, again.exitCode());
    assertEquals(whole.out(), again.out());
    assertEquals(lastLine(whole), lastLine(again));
    assertTrue(
        again.err().contains("All 2 epochs are done already. Ask for more with --epochs.\n"));
    assertEquals(before, Files.getLastModifiedTime(path("run/run.json")));
  }

  @Test
  void whatDiffersIsListedAndNothingIsTouched() throws IOException {
    train("run", "--epochs=2");
    Path labels = path("data/mnist/t10k-labels-idx1-ubyte");
    byte[] bytes = Files.readAllBytes(labels);
    bytes[8] ^= 1;
    Files.write(labels, bytes);
    List<String> before = tree("run");
    assertMistake(
        "Cannot resume: data or settings differ from those of the run: --batch-size was 4 and is 3; --seed was"
            + " 8 and is 5; the data file t10k-labels-idx1-ubyte has other contents. Give the original ones, or start over with --overwrite.",
        train("run", "--resume", "--seed=5", "--batch-size=3"));
    assertEquals(before, tree("run"));
  }

  /** Ten partitions would be too many of the eight blocks that a new run would have. */
  @Test
  void theBlocksOfTheRunStayUnlessOthersAreGiven() throws IOException {
    assertEquals(0, train("run", "--epochs=1", "--blocks=12").exitCode());
    assertMistake(
        "Cannot resume: data or settings differ from those of the run: --blocks was 12 and is 8. Give the original ones, or start over with --overwrite.",
        train("run", "--epochs=2", "--resume", "--blocks=8"));
    CommandRun resumed = train("run", "--epochs=2", "--resume", "--partitions=10");
    assertEquals(0, resumed.exitCode(), resumed.err());
    assertEquals(12, runJson("run").at("/settings/blocks").asInt());
    assertEquals(lastLine(train("whole", "--epochs=2", "--blocks=12")), lastLine(resumed));
  }

  @Test
  void withoutACheckpointThereIsNothingToGoOnFrom() throws IOException {
    assertMistake(
        path("no") + " holds no run to resume. Correct --out, or train without --resume.",
        train("no", "--resume"));
    assertEquals(0, train("run", "--epochs=2", "--checkpoint-every=0").exitCode());
    assertEquals(
        List.of("history.csv", "model/model.json", "model/model.npz", "report.html", "run.json"),
        tree("run"));
    assertMistake(
        path("run/checkpoints")
            + " holds no checkpoint to resume from. Start over with --overwrite, or name another"
            + " folder with --out.",
        train("run", "--resume"));
  }

  @Test
  void optionsThatExcludeEachOtherAreRefused() {
    assertMistake(
        "--resume continues a run, --overwrite replaces it. Give only one of them.",
        train("run", "--resume", "--overwrite"));
    assertMistake(
        "--resume needs the folder of the run to continue: --out.",
        CommandRun.withoutSpark(Map.of(), "train", "--resume"));
  }

  @Test
  void aRunThatIsReplacedByOneWithoutCheckpointsLosesItsOwn() throws IOException {
    train("run", "--epochs=3");
    assertEquals(0, train("run", "--epochs=1", "--overwrite", "--checkpoint-every=0").exitCode());
    assertEquals(
        List.of("history.csv", "model/model.json", "model/model.npz", "report.html", "run.json"),
        tree("run"));
  }
}
