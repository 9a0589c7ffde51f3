package dev.lockstep.evaluate;

import dev.lockstep.network.Probabilities;
import dev.lockstep.network.Score;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The numbers that say how well a network does: the one list that the table on the terminal, {@code
 * evaluation.json}, {@code run.json}, {@code history.csv} and the reports go through, in this
 * order. A new metric is a new entry: of a function of the rows, which are reduced to their mean or
 * in another way, or of a function of what an {@link Evaluation} holds.
 */
@SuppressWarnings("ImmutableEnumChecker") // functions without state
public enum Metric {
  /** The share of rows whose class got the highest probability (the first of equals). */
  ACCURACY("accuracy", "accuracy", Format.PERCENT, evaluation -> evaluation.accuracy()) {
    @Override
    public Optional<Interval> interval(Evaluation evaluation) {
      return Optional.of(Interval.wilson(evaluation.confusion().correct(), evaluation.rows()));
    }

    @Override
    public Optional<EveryEpoch> everyEpoch() {
      return Optional.of(new EveryEpoch("rate", "accuracy", true, Score::accuracy));
    }
  },
  /** The mean over the rows of -log max(y[t], 1e-7), in nats. */
  CROSS_ENTROPY(
      "cross_entropy",
      "cross-entropy",
      Format.DECIMAL,
      Reduction.MEAN,
      (y, row, t) -> y.loss(row, t)) {
    @Override
    public Optional<EveryEpoch> everyEpoch() {
      return Optional.of(new EveryEpoch("err", "loss", false, Score::meanLoss));
    }
  },
  /** The share of rows whose class is one of the two most probable. */
  TOP_2_ACCURACY(
      "top_2_accuracy",
      "top-2 accuracy",
      Format.PERCENT,
      Reduction.MEAN,
      (y, row, t) -> y.rank(row, t) < 2 ? 1 : 0),
  /** The share of rows whose class is one of the three most probable. */
  TOP_3_ACCURACY(
      "top_3_accuracy",
      "top-3 accuracy",
      Format.PERCENT,
      Reduction.MEAN,
      (y, row, t) -> y.rank(row, t) < 3 ? 1 : 0),
  /** {@link Calibration#expectedError}. */
  CALIBRATION_ERROR(
      "calibration.expected_error",
      "calibration error",
      Format.DECIMAL,
      evaluation -> evaluation.calibration().expectedError()) {
    @Override
    public String remark() {
      return "expected, " + Calibration.BINS + " bins";
    }
  };

  /** How a value is shown. */
  public enum Format {
    /** As a percentage with two decimals. */
    PERCENT,
    /** With five decimals. */
    DECIMAL
  }

  /** What a row contributes. */
  @FunctionalInterface
  interface OfRow {
    /**
     * Looks at a row.
     *
     * @param y what the network makes of a group of rows
     * @param row of the group
     * @param t its class
     */
    double of(Probabilities y, int row, int t);
  }

  /** How the values of all rows become one number, so that no way of sharing rows changes a bit. */
  interface Reduction {
    /** The mean: sums in row order within a group, then of the groups in their order. */
    Reduction MEAN =
        new Reduction() {
          @Override
          public double[] ofGroup(double[] rows) {
            double sum = 0;
            for (double row : rows) {
              sum += row;
            }
            return new double[] {sum};
          }

          @Override
          public double ofAll(double[] groups, long rows) {
            return ofGroup(groups)[0] / rows;
          }
        };

    /**
     * What is kept of a group: for a metric that sorts, all of its rows.
     *
     * @param rows a value for each
     */
    double[] ofGroup(double[] rows);

    /**
     * The metric.
     *
     * @param groups what was kept, group after group; may be changed
     * @param rows how many there are in all
     */
    double ofAll(double[] groups, long rows);
  }

  /**
   * How a metric that is known after every epoch appears in tables of epochs.
   *
   * @param key follows the name of the set: {@code train_rate}
   * @param name what people call it
   * @param greaterIsBetter or smaller is
   * @param value of the sums that training keeps
   */
  public record EveryEpoch(
      String key, String name, boolean greaterIsBetter, ToDoubleFunction<Score> value) {}

  private final String key;
  private final String title;
  private final Format format;
  private final ToDoubleFunction<Evaluation> value;
  private final Reduction reduction;
  private final OfRow ofRow;

  /** Of what an evaluation holds. */
  Metric(String key, String title, Format format, ToDoubleFunction<Evaluation> value) {
    this.key = key;
    this.title = title;
    this.format = format;
    this.value = value;
    this.reduction = null;
    this.ofRow = null;
  }

  /** Of values of the rows. */
  Metric(String key, String title, Format format, Reduction reduction, OfRow ofRow) {
    this.key = key;
    this.title = title;
    this.format = format;
    this.value = evaluation -> evaluation.ofRows().get(this);
    this.reduction = reduction;
    this.ofRow = ofRow;
  }

  /** Those of values of the rows. */
  static List<Metric> ofRows() {
    return Arrays.stream(values()).filter(metric -> metric.ofRow != null).toList();
  }

  /** Those known after every epoch. */
  public static List<Metric> ofEpochs() {
    return Arrays.stream(values()).filter(metric -> metric.everyEpoch().isPresent()).toList();
  }

  /**
   * Its path in {@code evaluation.json}; a dot: it is written with the object that it is part of.
   */
  public String key() {
    return key;
  }

  /** What tables call it. */
  public String title() {
    return title;
  }

  /** How it is shown. */
  public Format format() {
    return format;
  }

  /** Its value. */
  public double of(Evaluation evaluation) {
    return value.applyAsDouble(evaluation);
  }

  /** Where the value on more rows of the kind lies with a confidence of 95 %, if that is known. */
  public Optional<Interval> interval(Evaluation evaluation) {
    return Optional.empty();
  }

  /** What else there is to say of it; may be empty. */
  public String remark() {
    return "";
  }

  /** How it appears in tables of epochs; empty if it is known at the end alone. */
  public Optional<EveryEpoch> everyEpoch() {
    return Optional.empty();
  }

  /** What a row contributes; only of {@link #ofRows}. */
  double ofRow(Probabilities y, int row, int t) {
    return ofRow.of(y, row, t);
  }

  /** How the rows' values become one; only of {@link #ofRows}. */
  Reduction reduction() {
    return reduction;
  }
}
