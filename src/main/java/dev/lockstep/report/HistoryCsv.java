package dev.lockstep.report;

import dev.lockstep.network.Score;
import dev.lockstep.train.EpochResult;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * {@code history.csv}: a line an epoch, rates as fractions and errors in nats with every digit that
 * a double has, empty where there is no test set; wall time in seconds with three decimals.
 */
public final class HistoryCsv {
  private static final String HEADER = "epoch,train_rate,test_rate,train_err,test_err,seconds\n";

  private HistoryCsv() {}

  /**
   * Writes a history.
   *
   * @param history epoch 0 to the last
   * @return the file's text
   */
  public static String of(List<EpochResult> history) {
    StringBuilder text = new StringBuilder(HEADER);
    for (EpochResult epoch : history) {
      text.append(epoch.epoch()).append(',');
      text.append(number(epoch.train(), Score::accuracy)).append(',');
      text.append(number(epoch.test(), Score::accuracy)).append(',');
      text.append(number(epoch.train(), Score::meanLoss)).append(',');
      text.append(number(epoch.test(), Score::meanLoss)).append(',');
      text.append(PythonFormat.fixed(epoch.seconds(), 0, 3)).append('\n');
    }
    return text.toString();
  }

  private static String number(Score score, ToDoubleFunction<Score> which) {
    return score.rows() == 0 ? "" : Double.toString(which.applyAsDouble(score));
  }
}
