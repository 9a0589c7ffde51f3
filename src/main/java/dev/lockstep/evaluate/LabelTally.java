package dev.lockstep.evaluate;

import dev.lockstep.network.Outputs;
import dev.lockstep.rows.Labels;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.rows.SeveralLabels;
import dev.lockstep.rows.Targets;
import java.util.Optional;
import java.util.stream.IntStream;

/** Gathers {@link LabelFindings}. */
final class LabelTally implements Tally {
  private static final long serialVersionUID = 1L;

  private final SeveralLabels labels;

  /** Of each label the rows by what they are and were taken for: {@code 4 k + 2 t + predicted}. */
  private final Counts counts;

  private LabelTally(SeveralLabels labels) {
    this.labels = labels;
    counts = new Counts(4 * labels.outputs());
  }

  /** Of no rows yet, where there are several labels. */
  static Optional<Tally> of(Labels labels) {
    return labels instanceof SeveralLabels several
        ? Optional.of(new LabelTally(several))
        : Optional.empty();
  }

  @Override
  public void add(RowBlock group, Targets targets, int first, Outputs y) {
    for (int row = 0; row < group.rows(); row++) {
      for (int k = 0; k < labels.outputs(); k++) {
        int t = targets.number(first + row, k) == 1 ? 2 : 0;
        int predicted = SeveralLabels.isPredicted(y.of(row, k)) ? 1 : 0;
        counts.add(4 * k + t + predicted, targets, first + row);
      }
    }
  }

  @Override
  public void append(Tally next) {
    counts.addAll(((LabelTally) next).counts);
  }

  @Override
  public Finding finding() {
    double[] rows = counts.values();
    return new LabelFindings(
        labels,
        IntStream.range(0, labels.outputs())
            .map(k -> 4 * k)
            .mapToObj(
                k ->
                    ClassScore.of(
                        rows[k + 3], rows[k + 1] + rows[k + 3], rows[k + 2] + rows[k + 3]))
            .toList());
  }
}
