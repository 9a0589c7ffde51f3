package dev.lockstep.evaluate;

import dev.lockstep.network.Outputs;
import dev.lockstep.rows.Labels;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.rows.SeveralLabels;
import dev.lockstep.rows.Targets;
import java.util.Optional;
import java.util.stream.IntStream;

/** Gathers {@link LabelFindings}: rows are counted, whatever their weights. */
final class LabelTally implements Tally {
  private static final long serialVersionUID = 1L;

  private final SeveralLabels labels;

  /** Of each label the rows where it was predicted rightly, TP. */
  private final long[] right;

  /** TP + FP. */
  private final long[] predicted;

  /** TP + FN. */
  private final long[] support;

  private LabelTally(SeveralLabels labels) {
    this.labels = labels;
    right = new long[labels.outputs()];
    predicted = new long[labels.outputs()];
    support = new long[labels.outputs()];
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
      for (int k = 0; k < right.length; k++) {
        int said = SeveralLabels.isPredicted(y.of(row, k)) ? 1 : 0;
        int t = targets.number(first + row, k) == 1 ? 1 : 0;
        right[k] += said & t;
        predicted[k] += said;
        support[k] += t;
      }
    }
  }

  @Override
  public void append(Tally tally) {
    LabelTally next = (LabelTally) tally;
    for (int k = 0; k < right.length; k++) {
      right[k] += next.right[k];
      predicted[k] += next.predicted[k];
      support[k] += next.support[k];
    }
  }

  @Override
  public Finding finding() {
    return new LabelFindings(
        labels,
        IntStream.range(0, right.length)
            .mapToObj(k -> ClassScore.of(right[k], predicted[k], support[k]))
            .toList());
  }
}
