package dev.lockstep.evaluate;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How well numbers are predicted, target by target, in the targets' own units.
 *
 * @param targets one for each, in their order
 * @param worst of each target the rows with the greatest errors, the worst first; at most {@link
 *     #MOST_WORST}
 * @param sample of each target some {@link #SAMPLE} rows, chosen by a hash of their places; fewer
 *     if there are no more
 */
public record NumberFindings(
    List<TargetScore> targets, List<List<RowError>> worst, List<List<RowError>> sample)
    implements Finding {
  private static final long serialVersionUID = 1L;

  /** How many of the worst rows are kept. */
  public static final int MOST_WORST = 1_000;

  /** About how many rows a sample has. */
  public static final int SAMPLE = 1_000;

  /** Copies the lists. */
  public NumberFindings {
    targets = List.copyOf(targets);
    worst = worst.stream().map(List::copyOf).toList();
    sample = sample.stream().map(List::copyOf).toList();
  }

  /**
   * A row's target and what was predicted, in the target's own unit.
   *
   * @param row its place in the input, from 0
   * @param truth the true number
   * @param predicted the predicted one
   */
  public record RowError(long row, double truth, double predicted)
      implements Comparable<RowError>, Serializable {
    private static final long serialVersionUID = 1L;

    private static final Comparator<RowError> ORDER =
        Comparator.comparingDouble((RowError error) -> -Math.abs(error.residual()))
            .thenComparingLong(RowError::row);

    /** The true number less the predicted one. */
    public double residual() {
      return truth - predicted;
    }

    /** The greatest error first; of equals, the first row. */
    @Override
    public int compareTo(RowError other) {
      return ORDER.compare(this, other);
    }
  }

  /** The mean over the targets of one of their figures. */
  public double mean(ToDoubleFunction<TargetScore> figure) {
    return targets.stream().mapToDouble(figure).sum() / targets.size();
  }
}
