package dev.lockstep.evaluate;

import dev.lockstep.network.Outputs;
import dev.lockstep.network.Score;
import dev.lockstep.network.loss.RegressionLoss;
import dev.lockstep.network.loss.SoftmaxCrossEntropy;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Labels;
import dev.lockstep.rows.Targets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The numbers that say how well a network does: the one list that the table on the terminal, {@code
 * evaluation.json}, {@code run.json}, {@code history.csv} and the reports go through, in this
 * order; each is there where it can be made of what the network learns. A new metric is a new
 * entry: of what the output layer adds up over rows (known after every epoch, too), of a value for
 * each row, which are reduced to their mean or in another way, or of a {@link Finding}.
 */
@SuppressWarnings("ImmutableEnumChecker") // functions without state
public enum Metric {
  /** The share of rows whose class got the highest probability (the first of equals). */
  ACCURACY(
      "accuracy",
      "accuracy",
      Format.PERCENT,
      new EveryEpoch(
          "rate", "accuracy", true, true, SoftmaxCrossEntropy.CORRECT, Score::accuracy)) {
    @Override
    public Optional<Interval> interval(Evaluation evaluation) {
      Score score = evaluation.score();
      return evaluation.isWeighted()
          ? Optional.empty()
          : Optional.of(
              Interval.wilson((long) score.sum(SoftmaxCrossEntropy.CORRECT), score.rows()));
    }
  },
  /**
   * The root of the mean squared error, in the target's own unit; of several targets of the mean
   * over them.
   */
  RMSE(
      "rmse",
      "RMSE",
      Format.DECIMAL,
      new EveryEpoch(
          "rmse",
          "RMSE",
          true,
          false,
          RegressionLoss.SQUARES,
          score -> Math.sqrt(score.mean(RegressionLoss.SQUARES)))),
  /**
   * The mean loss, by the name that the output layer has for it: of classes {@code cross_entropy},
   * the mean of -log max(y[t], 1e-7), in nats.
   */
  LOSS(
      "loss",
      "loss",
      Format.DECIMAL,
      new EveryEpoch("err", "loss", true, false, Score.LOSS, Score::meanLoss)) {
    @Override
    public String key(Evaluation evaluation) {
      return title(evaluation).replace('-', '_').replace(' ', '_');
    }

    @Override
    public String title(Evaluation evaluation) {
      return evaluation.lossName();
    }
  },
  /** {@link NumberFindings#mae}. */
  MAE("mae", "MAE", Format.DECIMAL, NumberFindings.class, NumberFindings::mae),
  /** {@link NumberFindings#r2}. */
  R2("r2", "R2", Format.DECIMAL, NumberFindings.class, NumberFindings::r2),
  /** The share of rows whose class is one of the two most probable. */
  TOP_2_ACCURACY(
      "top_2_accuracy",
      "top-2 accuracy",
      Format.PERCENT,
      Classes.class,
      Reduction.MEAN,
      (y, row, targets, at) -> y.rank(row, targets.classOf(at)) < 2 ? 1 : 0),
  /** The share of rows whose class is one of the three most probable. */
  TOP_3_ACCURACY(
      "top_3_accuracy",
      "top-3 accuracy",
      Format.PERCENT,
      Classes.class,
      Reduction.MEAN,
      (y, row, targets, at) -> y.rank(row, targets.classOf(at)) < 3 ? 1 : 0),
  /** {@link Calibration#expectedError}. */
  CALIBRATION_ERROR(
      "calibration.expected_error",
      "calibration error",
      Format.DECIMAL,
      ClassFindings.class,
      found -> found.calibration().expectedError()) {
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
     * @param targets what the rows are to come to
     * @param at the row's number there
     */
    double of(Outputs y, int row, Targets targets, int at);
  }

  /** How the values of all rows become one number, so that no way of sharing rows changes a bit. */
  interface Reduction {
    /**
     * The mean, each row times its weight: sums in row order within a group, then of the groups in
     * their order.
     */
    Reduction MEAN =
        new Reduction() {
          @Override
          public double[] ofGroup(double[] rows, double[] weights) {
            double sum = 0;
            for (int row = 0; row < rows.length; row++) {
              sum += weights[row] * rows[row];
            }
            return new double[] {sum};
          }

          @Override
          public double ofAll(double[] groups, double weight) {
            double sum = 0;
            for (double group : groups) {
              sum += group;
            }
            return sum / weight;
          }
        };

    /**
     * What is kept of a group: for a metric that sorts, all of its rows.
     *
     * @param rows a value for each
     * @param weights of the same rows
     */
    double[] ofGroup(double[] rows, double[] weights);

    /**
     * The metric.
     *
     * @param groups what was kept, group after group; may be changed
     * @param weight of all rows together; their number where they have none
     */
    double ofAll(double[] groups, double weight);
  }

  /**
   * How a metric that is known after every epoch appears in tables of epochs.
   *
   * @param key follows the name of the set: {@code train_rate}
   * @param name what people call it
   * @param isPrinted whether it stands in the line that is printed; otherwise only in the files
   * @param greaterIsBetter or smaller is
   * @param sum the one of the sums without which there is no such metric
   * @param value of the sums
   */
  public record EveryEpoch(
      String key,
      String name,
      boolean isPrinted,
      boolean greaterIsBetter,
      String sum,
      ToDoubleFunction<Score> value) {}

  private final String key;
  private final String title;
  private final Format format;
  private final ToDoubleFunction<Evaluation> value;

  /** Of a metric of sums; otherwise null. */
  private final EveryEpoch everyEpoch;

  /** What labels have to be, the reduction and the value of a metric of rows; otherwise null. */
  private final Class<? extends Labels> labels;

  private final Reduction reduction;
  private final OfRow ofRow;

  /** What a metric of a finding is of; otherwise null. */
  private final Class<? extends Finding> finding;

  /** Of sums. */
  Metric(String key, String title, Format format, EveryEpoch everyEpoch) {
    this.key = key;
    this.title = title;
    this.format = format;
    this.value = evaluation -> everyEpoch.value.applyAsDouble(evaluation.score());
    this.everyEpoch = everyEpoch;
    this.labels = null;
    this.reduction = null;
    this.ofRow = null;
    this.finding = null;
  }

  /** Of values of the rows, where labels mean such. */
  Metric(
      String key,
      String title,
      Format format,
      Class<? extends Labels> labels,
      Reduction reduction,
      OfRow ofRow) {
    this.key = key;
    this.title = title;
    this.format = format;
    this.value = evaluation -> evaluation.ofRows().get(this);
    this.everyEpoch = null;
    this.labels = labels;
    this.reduction = reduction;
    this.ofRow = ofRow;
    this.finding = null;
  }

  /** Of a finding. */
  <F extends Finding> Metric(
      String key, String title, Format format, Class<F> finding, ToDoubleFunction<F> value) {
    this.key = key;
    this.title = title;
    this.format = format;
    this.value = evaluation -> value.applyAsDouble(evaluation.find(finding).orElseThrow());
    this.everyEpoch = null;
    this.labels = null;
    this.reduction = null;
    this.ofRow = null;
    this.finding = finding;
  }

  /** Those that an evaluation has, in their order. */
  public static List<Metric> in(Evaluation evaluation) {
    return Arrays.stream(values()).filter(metric -> metric.isIn(evaluation)).toList();
  }

  private boolean isIn(Evaluation evaluation) {
    return evaluation.ofRows().containsKey(this)
        || (everyEpoch != null && evaluation.score().has(everyEpoch.sum))
        || (finding != null && evaluation.find(finding).isPresent());
  }

  /** Those of values of the rows, where labels mean such. */
  static List<Metric> ofRows(Labels labels) {
    return Arrays.stream(values())
        .filter(metric -> metric.labels != null && metric.labels.isInstance(labels))
        .toList();
  }

  /** Those known after every epoch of a training whose sets have such a score. */
  public static List<Metric> ofEpochs(Score score) {
    return Arrays.stream(values())
        .filter(metric -> metric.everyEpoch != null && score.has(metric.everyEpoch.sum))
        .toList();
  }

  /**
   * Its path in {@code evaluation.json}; a dot: it is written with the object that it is part of.
   */
  public String key(Evaluation evaluation) {
    return key;
  }

  /** What tables call it. */
  public String title(Evaluation evaluation) {
    return title;
  }

  /** How it is shown. */
  public Format format() {
    return format;
  }

  /** Its value, where an evaluation has it. */
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
    return Optional.ofNullable(everyEpoch);
  }

  /** What a row contributes; only of {@link #ofRows}. */
  double ofRow(Outputs y, int row, Targets targets, int at) {
    return ofRow.of(y, row, targets, at);
  }

  /** How the rows' values become one; only of {@link #ofRows}. */
  Reduction reduction() {
    return reduction;
  }
}
