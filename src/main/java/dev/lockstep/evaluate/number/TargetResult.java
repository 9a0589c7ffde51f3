package dev.lockstep.evaluate.number;

import dev.lockstep.evaluate.number.TargetScore.Decile;
import dev.lockstep.evaluate.number.TargetScore.Quantile;
import dev.lockstep.evaluate.order.Gathered;
import dev.lockstep.evaluate.order.GatheredList;
import dev.lockstep.evaluate.order.Quantiles;
import dev.lockstep.evaluate.order.RankedValue;
import dev.lockstep.evaluate.order.Ranking;
import dev.lockstep.evaluate.order.ScoredRows;
import dev.lockstep.evaluate.order.ScoredSet;
import dev.lockstep.rows.NumberLabels;
import dev.lockstep.scale.ExactSum;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * How well a target is predicted: what is added up over rows, then quantiles, then what needs both,
 * such as differences to the mean. All sums are exact.
 *
 * @param score all figures
 * @param worst the rows with the greatest errors, the worst first
 * @param grid how many rows have which true and which predicted number
 */
public record TargetResult(TargetScore score, List<RowError> worst, AgreementGrid grid) {
  private static final double[] PERCENTS = {0, 1, 5, 10, 25, 50, 75, 90, 95, 99, 100};
  private static final double[] DECILES = {10, 20, 30, 40, 50, 60, 70, 80, 90};

  /** Copies the list. */
  public TargetResult {
    worst = List.copyOf(worst);
  }

  /**
   * Of each target: goes through all rows, in a few Spark jobs for all targets together.
   *
   * @param set the rows
   * @param labels the targets
   */
  public static List<TargetResult> of(ScoredSet set, NumberLabels labels) {
    int targets = labels.outputs();
    List<NumberSums> sums = gather(set, k -> new NumberSums(labels, k), targets);
    List<double[]> quantiles =
        Quantiles.of(
            new Ranking(set, columns(labels)),
            set.areWeighted(),
            Collections.nCopies(targets, List.of(PERCENTS, DECILES, new double[] {50})).stream()
                .flatMap(List::stream)
                .toList());
    List<Spread> spreads =
        gather(
            set,
            k ->
                new Spread(
                    labels,
                    k,
                    sums.get(k).mean(sums.get(k).truths),
                    sums.get(k).mean(sums.get(k).residuals),
                    quantiles.get(3 * k + 2)[0],
                    quantiles.get(3 * k + 1)),
            targets);
    return IntStream.range(0, targets)
        .mapToObj(k -> of(sums.get(k), quantiles.get(3 * k), spreads.get(k)))
        .toList();
  }

  private static <G extends Gathered<G>> List<G> gather(
      ScoredSet set, IntFunction<G> ofTarget, int targets) {
    List<G> none = IntStream.range(0, targets).mapToObj(ofTarget).toList();
    return set.gather(new GatheredList<>(none)).all();
  }

  /** Of each target its residuals, predictions and true numbers. */
  private static List<RankedValue> columns(NumberLabels labels) {
    List<RankedValue> columns = new ArrayList<>();
    for (int k = 0; k < labels.outputs(); k++) {
      int target = k;
      columns.add((rows, row) -> NumberSums.residual(rows, row, target));
      columns.add((rows, row) -> labels.inOwnUnit(rows.y(row, target), target));
      columns.add((rows, row) -> labels.inOwnUnit(rows.number(row, target), target));
    }
    return columns;
  }

  private static TargetResult of(NumberSums sums, double[] residuals, Spread spread) {
    NumberLabels labels = spread.labels;
    double variance = sums.isConstant() ? 0 : spread.truths.value();
    double unexplained = sums.hasConstantResidual() ? 0 : spread.residuals.value();
    double d2Poisson = 1 - sums.deviance.value() / spread.deviance.value();
    TargetScore score =
        new TargetScore(
            labels.names().get(spread.target),
            Math.sqrt(sums.mean(sums.squares)),
            sums.mean(sums.sizes),
            share(sums.squares.value(), variance),
            share(unexplained, variance),
            share(sums.sizes.value(), spread.sizes.value()),
            labels.areCounts() && Double.isFinite(d2Poisson) ? d2Poisson : Double.NaN,
            sums.mean(sums.truths),
            spread.median,
            Math.sqrt(variance / sums.weight.value()),
            IntStream.range(0, PERCENTS.length)
                .mapToObj(i -> new Quantile(PERCENTS[i], residuals[i]))
                .toList(),
            spread.deciles());
    return new TargetResult(score, sums.worst(), sums.grid());
  }

  /** 1 - what is left / what there was; of nothing 1 if nothing is left, else 0. */
  private static double share(double left, double all) {
    return all != 0 ? 1 - left / all : left == 0 ? 1 : 0;
  }

  /** What is known of a target after its rows were seen a second time. Not thread-safe. */
  private static final class Spread implements Gathered<Spread> {
    private static final long serialVersionUID = 1L;

    private final NumberLabels labels;
    private final int target;
    private final double mean;
    private final double meanResidual;
    private final double median;
    private final double[] bounds;

    /** Sums over rows, each by its weight: of squares, of sizes, of the deviance of the mean. */
    private final ExactSum truths = new ExactSum();

    private final ExactSum residuals = new ExactSum();
    private final ExactSum sizes = new ExactSum();
    private final ExactSum deviance = new ExactSum();
    private final List<Part> parts;

    /** Of no rows yet; the bounds are those between the deciles of the predictions. */
    Spread(
        NumberLabels labels,
        int target,
        double mean,
        double meanResidual,
        double median,
        double[] bounds) {
      this.labels = labels;
      this.target = target;
      this.mean = mean;
      this.meanResidual = meanResidual;
      this.median = median;
      this.bounds = bounds;
      parts = IntStream.rangeClosed(0, bounds.length).mapToObj(part -> new Part()).toList();
    }

    @Override
    public Spread none() {
      return new Spread(labels, target, mean, meanResidual, median, bounds);
    }

    @Override
    public void add(ScoredRows rows) {
      for (int row = 0; row < rows.rows(); row++) {
        double w = rows.weight(row);
        if (w > 0) {
          double truth = labels.inOwnUnit(rows.number(row, target), target);
          double predicted = labels.inOwnUnit(rows.y(row, target), target);
          double residual = NumberSums.residual(rows, row, target);
          truths.add(w * ((truth - mean) * (truth - mean)));
          residuals.add(w * ((residual - meanResidual) * (residual - meanResidual)));
          sizes.add(w * Math.abs(truth - median));
          if (labels.areCounts()) {
            deviance.add(w * NumberSums.deviance(truth, mean));
          }
          parts.get(partOf(predicted)).add(w, truth, predicted, residual);
        }
      }
    }

    /** How many bounds are below a prediction. */
    private int partOf(double predicted) {
      int below = 0;
      while (below < bounds.length && bounds[below] < predicted) {
        below++;
      }
      return below;
    }

    @Override
    public Spread merge(Spread other) {
      truths.add(other.truths);
      residuals.add(other.residuals);
      sizes.add(other.sizes);
      deviance.add(other.deviance);
      for (int part = 0; part < parts.size(); part++) {
        parts.get(part).merge(other.parts.get(part));
      }
      return this;
    }

    private List<Decile> deciles() {
      return IntStream.range(0, parts.size())
          .filter(part -> parts.get(part).rows > 0)
          .mapToObj(part -> parts.get(part).decile(part + 1))
          .toList();
    }
  }

  /** Sums over the rows of a decile, each by its weight. */
  private static final class Part implements Serializable {
    private static final long serialVersionUID = 1L;

    private long rows;
    private final ExactSum weight = new ExactSum();
    private final ExactSum truths = new ExactSum();
    private final ExactSum predictions = new ExactSum();
    private final ExactSum residuals = new ExactSum();
    private final ExactSum squares = new ExactSum();

    private void add(double w, double truth, double predicted, double residual) {
      rows++;
      weight.add(w);
      truths.add(w * truth);
      predictions.add(w * predicted);
      residuals.add(w * residual);
      squares.add(w * (residual * residual));
    }

    private void merge(Part other) {
      rows += other.rows;
      weight.add(other.weight);
      truths.add(other.truths);
      predictions.add(other.predictions);
      residuals.add(other.residuals);
      squares.add(other.squares);
    }

    private Decile decile(int number) {
      double all = weight.value();
      return new Decile(
          number,
          rows,
          all,
          predictions.value() / all,
          truths.value() / all,
          residuals.value() / all,
          Math.sqrt(squares.value() / all));
    }
  }
}
