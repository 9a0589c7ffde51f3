package dev.lockstep.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.network.Score;
import dev.lockstep.network.SetScore;
import dev.lockstep.train.EpochResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  private static final Pattern LINE =
      Pattern.compile(
          " *(\\d+) train_rate= *(\\S+)% test_rate= *(\\S+)% train_err= *(\\S+) test_err= *(\\S+)");

  @Test
  void scoresThatRoundToThePublishedTableArePrintedAsThePublishedTable() throws IOException {
    byte[] published;
    try (InputStream file = getClass().getResourceAsStream("/golden/published-table.txt")) {
      published = file.readAllBytes();
    }
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    EpochTable table = new EpochTable(new PrintStream(printed, false, StandardCharsets.UTF_8));
    new String(published, StandardCharsets.UTF_8)
        .lines()
        .map(EpochTableTest::parse)
        .forEach(table::epochDone);
    assertArrayEquals(published, printed.toByteArray());
  }

  private static EpochResult parse(String line) {
    Matcher numbers = LINE.matcher(line);
    assertEquals(true, numbers.matches(), line);
    return new EpochResult(
        Integer.parseInt(numbers.group(1)),
        score(60_000, numbers.group(2), numbers.group(4)),
        score(10_000, numbers.group(3), numbers.group(5)),
        0);
  }

  private static Score score(long rows, String percent, String error) {
    long correct = Math.round(Double.parseDouble(percent) / 100 * rows);
    return Score.ofClasses(rows, correct, Double.parseDouble(error) * rows);
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
