package dev.lockstep.report;

import dev.lockstep.evaluate.Metric;
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

  /** Begins a table whose lines are flushed one by one. */
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
   * the epoch, 100 times the accuracies, and the mean losses, or what else the network's output
   * layer has; blanks if there is no such set.
   *
   * @return the line, without its end
   */
  public static String line(EpochResult result) {
    StringBuilder line = new StringBuilder("%3d".formatted(result.epoch()));
    for (EpochColumn column : EpochColumn.all(result)) {
      if (!column.isPrinted()) {
        continue;
      }
      String text =
          column.metric().format() == Metric.Format.PERCENT
              ? PythonFormat.fixed(column.of(result) * 100, 6, 2) + "%"
              : PythonFormat.fixed(column.of(result), 8, 5);
      int width = column.metric().format() == Metric.Format.PERCENT ? 7 : 8;
      line.append(' ').append(column.key()).append('=');
      line.append(column.isEmpty(result) ? " ".repeat(width) : text);
    }
    return line.toString();
  }
}
