package dev.lockstep.evaluate;

import dev.lockstep.network.Outputs;
import dev.lockstep.rows.Labels;
import dev.lockstep.rows.NumberLabels;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.rows.Targets;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gathers {@link NumberFindings}. */
final class NumberTally implements Tally {
  private static final long serialVersionUID = 1L;

  private final NumberLabels labels;

  /** Of each group, of each target. */
  private final ArrayList<Moments[]> groups = new ArrayList<>();

  /**
   * Sums over rows, each by its weight, of a target in its own unit.
   *
   * @param weight the sum of the weights
   * @param squares of the errors
   * @param sizes of the errors
   * @param mean of the target; 0 without weight
   * @param spread the sum of the squared differences to it
   */
  private record Moments(double weight, double squares, double sizes, double mean, double spread)
      implements Serializable {
    private static final long serialVersionUID = 1L;
    static final Moments NONE = new Moments(0, 0, 0, 0, 0);

    /** Of both (T. F. Chan, G. H. Golub, R. J. LeVeque, 1983). */
    Moments plus(Moments next) {
      double sum = weight + next.weight;
      if (sum == 0) {
        return this;
      }
      double far = next.mean - mean;
      return new Moments(
          sum,
          squares + next.squares,
          sizes + next.sizes,
          mean + far * (next.weight / sum),
          spread + next.spread + far * far * (weight * next.weight / sum));
    }
  }

  private NumberTally(NumberLabels labels) {
    this.labels = labels;
  }

  /** Of no rows yet, where labels are numbers. */
  static Optional<Tally> of(Labels labels) {
    return labels instanceof NumberLabels numbers
        ? Optional.of(new NumberTally(numbers))
        : Optional.empty();
  }

  @Override
  public void add(RowBlock group, Targets targets, int first, Outputs y) {
    Moments[] ofTargets = new Moments[labels.outputs()];
    for (int k = 0; k < ofTargets.length; k++) {
      ofTargets[k] = moments(targets, first, group.rows(), k, y);
    }
    groups.add(ofTargets);
  }

  private Moments moments(Targets targets, int first, int rows, int k, Outputs y) {
    double weight = 0;
    double squares = 0;
    double sizes = 0;
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      double w = targets.ownWeight(first + row);
      double error = (y.of(row, k) - targets.number(first + row, k)) * targets.unit(k);
      weight += w;
      squares += w * (error * error);
      sizes += w * Math.abs(error);
      sum += w * labels.inOwnUnit(targets.number(first + row, k), k);
    }
    double mean = weight == 0 ? 0 : sum / weight;
    double spread = 0;
    for (int row = 0; row < rows; row++) {
      double far = labels.inOwnUnit(targets.number(first + row, k), k) - mean;
      spread += targets.ownWeight(first + row) * (far * far);
    }
    return new Moments(weight, squares, sizes, mean, spread);
  }

  @Override
  public void append(Tally tally) {
    groups.addAll(((NumberTally) tally).groups);
  }

  @Override
  public Finding finding() {
    List<TargetScore> scores = new ArrayList<>();
    for (int k = 0; k < labels.outputs(); k++) {
      int target = k;
      Moments all = groups.stream().map(group -> group[target]).reduce(Moments.NONE, Moments::plus);
      double r2 = all.spread > 0 ? 1 - all.squares / all.spread : all.squares == 0 ? 1 : 0;
      scores.add(
          new TargetScore(
              labels.names().get(k),
              Math.sqrt(all.squares / all.weight),
              all.sizes / all.weight,
              r2,
              all.mean));
    }
    return new NumberFindings(scores);
  }
}
