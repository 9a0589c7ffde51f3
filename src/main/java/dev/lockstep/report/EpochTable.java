package dev.lockstep.report;

import dev.lockstep.network.Score;
import dev.lockstep.train.EpochResult;
import dev.lockstep.train.TrainingListener;
import java.io.PrintStream;

/**
 * The tutorial's table, a line an epoch as it ends:
 *
 * <pre>
 *   0 train_rate= 11.67% test_rate= 12.18% train_err= 2.30623 test_err= 2.30601
 * </pre>
 */
public final class EpochTable implements TrainingListener {
  private final PrintStream out;

  /**
   * Makes an empty table.
   *
   * @param out gets the lines, flushed one by one
   */
  public EpochTable(PrintStream out) {
    this.out = out;
  }

  @Override
  public void epochDone(EpochResult result) {
    out.print(line(result) + "\n");
    out.flush();
  }

  /**
   * Python's {@code '%3d train_rate=%6.2f%% test_rate=%6.2f%% train_err=%8.5f test_err=%8.5f'} of
   * the epoch, 100 times the rates, and the mean cross-entropies; without a test set, blanks in
   * place of its two.
   *
   * @param result an epoch
   * @return the line, without its end
   */
  public static String line(EpochResult result) {
    return "%3d train_rate=%s test_rate=%s train_err=%s test_err=%s"
        .formatted(
            result.epoch(),
            rate(result.train()),
            rate(result.test()),
            error(result.train()),
            error(result.test()));
  }

  private static String rate(Score score) {
    return score.rows() == 0
        ? " ".repeat(7)
        : PythonFormat.fixed(score.accuracy() * 100, 6, 2) + "%";
  }

  private static String error(Score score) {
    return score.rows() == 0 ? " ".repeat(8) : PythonFormat.fixed(score.meanLoss(), 8, 5);
  }
}
