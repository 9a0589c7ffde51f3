package dev.lockstep.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tutorial's table, and whether a run has printed it: every line there, the first ones exactly
 * as published, and after 50 epochs the published rates.
 */
final class TutorialTable {
  private static final Path PUBLISHED = Path.of("src/test/resources/golden/published-table.txt");
  private static final Pattern LINE =
      Pattern.compile(
          "(?<epoch>[ \\d]{3}) train_rate=(?<train>[ \\d]{3}\\.\\d\\d)% test_rate=(?<test>[ \\d]{3}\\.\\d\\d)% train_err=.*");

  private static final int LAST_EPOCH = 50;

  private TutorialTable() {}

  /** The test rate of a line in percent; NaN if it is no line of the table. */
  static double testRate(String line) {
    Matcher matcher = LINE.matcher(line);
    return matcher.matches() ? Double.parseDouble(matcher.group("test")) : Double.NaN;
  }

  /**
   * Verifies a table.
   *
   * @param table all lines of a run
   * @param epochs that it was to train
   * @param exactEpochs how many epochs must be as published, to the last digit
   * @throws IllegalStateException if anything is not as it must be
   */
  static void verify(List<String> table, int epochs, int exactEpochs) throws IOException {
    require(table.size() == epochs + 1, table.size() + " lines for " + epochs + " epochs");
    List<String> published = Files.readAllLines(PUBLISHED);
    for (int epoch = 0; epoch <= epochs; epoch++) {
      String line = table.get(epoch);
      Matcher matcher = LINE.matcher(line);
      require(
          matcher.matches() && Integer.parseInt(matcher.group("epoch").strip()) == epoch,
          "line " + epoch + " is: " + line);
      if (epoch <= exactEpochs) {
        require(
            line.equals(published.get(epoch)),
            "\nprinted   " + line + "\npublished " + published.get(epoch));
      }
      if (epoch == LAST_EPOCH) {
        require(testRate(line) >= 98.05 && testRate(line) <= 98.35, "the last line is: " + line);
        require(matcher.group("train").equals("100.00"), "the last line is: " + line);
      }
    }
  }

  private static void require(boolean right, String otherwise) {
    if (!right) {
      throw new IllegalStateException("Wrong table: " + otherwise);
    }
  }
}
