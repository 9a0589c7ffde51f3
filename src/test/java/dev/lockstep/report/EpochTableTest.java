package dev.lockstep.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.Golden;
import dev.lockstep.network.Score;
import dev.lockstep.network.SetScore;
import dev.lockstep.train.EpochResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EpochTableTest {
  @Test
  void withoutATestSetItsColumnsAreBlank() {
    String tested =
        EpochTable.line(new EpochResult(3, Score.ofClasses(4, 3, 2), Score.ofClasses(4, 3, 2), 1));
    String line = EpochTable.line(new EpochResult(3, Score.ofClasses(4, 3, 2), Score.NONE, 1));
    assertEquals(
        "  3 train_rate= 75.00% test_rate=        train_err= 0.50000 test_err=        ", line);
    assertEquals(tested.length(), line.length());
  }

  @Test
  void aFurtherSetStandsBehindTheTutorialsLine() {
    Score score = Score.ofClasses(4, 3, 2);
    List<SetScore> scores = new ArrayList<>(new EpochResult(3, score, score, 1).scores());
    scores.add(new SetScore("valid", Score.ofClasses(2, 1, 1)));
    assertEquals(
        EpochTable.line(new EpochResult(3, score, score, 1))
            + " valid_rate= 50.00% valid_err= 0.50000",
        EpochTable.line(new EpochResult(3, scores, 1)));
  }

  @Test
  void scoresThatRoundToThePublishedTableArePrintedAsThePublishedTable() throws IOException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    EpochTable table = new EpochTable(new PrintStream(printed, false, StandardCharsets.UTF_8));
    Golden.publishedHistory().forEach(table::epochDone);
    assertEquals(
        Files.readString(Path.of("src/test/resources/golden/published-table.txt")),
        printed.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aLossThatIsNoNumberIsPrintedAsPythonPrintsIt() {
    EpochResult diverged =
        new EpochResult(1000, Score.ofClasses(8, 1, Double.NaN), Score.ofClasses(2, 2, 1e6), 1);
    assertEquals(
        "1000 train_rate= 12.50% test_rate=100.00% train_err=     nan test_err=500000.00000",
        EpochTable.line(diverged));
  }
}
