package dev.lockstep.report;

import dev.lockstep.train.EpochResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code history.csv}: a line an epoch, accuracies as fractions and losses in nats with every digit
 * that a double has, empty if there is no such set; wall time in seconds with three decimals.
 */
public final class HistoryCsv {
  private HistoryCsv() {}

  /** The file's text, of epoch 0 to the last. */
  public static String of(List<EpochResult> history) {
    List<EpochColumn> columns = EpochColumn.all(history.get(0));
    String keys = columns.stream().map(EpochColumn::key).collect(Collectors.joining(","));
    StringBuilder text = new StringBuilder("epoch,%s,seconds\n".formatted(keys));
    for (EpochResult epoch : history) {
      List<String> cells = new ArrayList<>();
      cells.add(String.valueOf(epoch.epoch()));
      for (EpochColumn column : columns) {
        cells.add(column.isEmpty(epoch) ? "" : Double.toString(column.of(epoch)));
      }
      cells.add(PythonFormat.fixed(epoch.seconds(), 0, 3));
      text.append(String.join(",", cells)).append('\n');
    }
    return text.toString();
  }
}
