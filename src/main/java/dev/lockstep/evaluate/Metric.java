package dev.lockstep.evaluate;

import dev.lockstep.config.EpochMetric;
import dev.lockstep.evaluate.curve.TwoClassCurve;
import dev.lockstep.evaluate.number.TargetScore;
import dev.lockstep.network.Outputs;
import dev.lockstep.network.Score;
import dev.lockstep.network.loss.OutputLayer;
import dev.lockstep.network.loss.SoftmaxCrossEntropy;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Labels;
import dev.lockstep.rows.NumberLabels;
import dev.lockstep.rows.Targets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * The numbers that say how well a network does: the one list that the table on the terminal, {@code
 * evaluation.json}, {@code run.json}, {@code history.csv} and the reports go through, in this
 * order; each is there where it can be made of what the network learns. A new metric is a new
 * entry: of what the output layer adds up over rows (known after every epoch, too), of a value for
 * each row, which are reduced to their mean, or of a {@link Finding}.
 */
@SuppressWarnings("ImmutableEnumChecker") // functions without state
public enum Metric {
  /** The share of rows whose class got the highest probability (the first of equals). */
  ACCURACY("accuracy", "accuracy", Format.PERCENT, EpochMetric.ACCURACY) {
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
  RMSE("rmse", "RMSE", Format.DECIMAL, EpochMetric.RMSE),
  /**
   * The mean loss, by the name that the output layer has for it: of classes {@code cross_entropy},
   * the mean of -log max(y[t], 1e-7), in nats.
   */
  LOSS("loss", "loss", Format.DECIMAL, EpochMetric.LOSS) {
    @Override
    public String key(String lossName) {
      return lossName.replace('-', '_').replace(' ', '_');
    }

    @Override
    public String title(String lossName) {
      return lossName;
    }
  },
  /** The mean over the targets of the mean absolute error. */
  MAE("mae", "MAE", Kind.NUMBERS, NumberFindings.class, mean(TargetScore::mae)),
  /** The mean over the targets of R², which is D² of squared errors. */
  R2("r2", "R2", Kind.NUMBERS, NumberFindings.class, mean(TargetScore::r2)),
  /** The mean over the targets of {@link TargetScore#explainedVariance}. */
  EXPLAINED_VARIANCE(
      "explained_variance",
      "explained var.",
      Kind.NUMBERS,
      NumberFindings.class,
      mean(TargetScore::explainedVariance)),
  /** The mean over the targets of {@link TargetScore#d2Absolute}. */
  D2_ABSOLUTE(
      "d2_absolute",
      "D2 absolute",
      Kind.NUMBERS,
      NumberFindings.class,
      mean(TargetScore::d2Absolute)),
  /** The mean over the targets of {@link TargetScore#d2Poisson}. */
  D2_POISSON(
      "d2_poisson", "D2 poisson", Kind.COUNTS, NumberFindings.class, mean(TargetScore::d2Poisson)),
  /**
   * The mean of -log y[t], in nats, where y is within {@link #EPSILON} and 1 - {@link #EPSILON} and
   * then divided by its sum: scikit-learn's (1.2.1) {@code log_loss}.
   */
  LOG_LOSS("log_loss", "log loss", Format.DECIMAL, Kind.CLASSES, Metric::logLoss),
  /**
   * Of two classes the mean squared difference between the probability of the second and 1 for its
   * rows, 0 for the others: scikit-learn's {@code brier_score_loss}.
   */
  BRIER(
      "brier",
      "Brier score",
      Format.DECIMAL,
      Kind.TWO_CLASSES,
      (y, row, targets, at) -> {
        double far = y.of(row, 1) - targets.classOf(at);
        return far * far;
      }),
  /** Of two classes {@link TwoClassCurve#rocAuc}. */
  ROC_AUC(
      "roc_auc",
      "ROC AUC",
      Kind.TWO_CLASSES,
      TwoClassFindings.class,
      found -> found.curve().rocAuc()),
  /** Of two classes {@link TwoClassCurve#averagePrecision}. */
  AVERAGE_PRECISION(
      "average_precision",
      "average precision",
      Kind.TWO_CLASSES,
      TwoClassFindings.class,
      found -> found.curve().averagePrecision()),
  /** Of two classes {@link TwoClassCurve#ks}. */
  KS("ks", "KS", Kind.TWO_CLASSES, TwoClassFindings.class, found -> found.curve().ks()),
  /** Of more classes {@link OneVersusRest#macroRocAuc}. */
  ROC_AUC_OVR(
      "roc_auc_ovr",
      "ROC AUC",
      Kind.MANY_CLASSES,
      OneVersusRest.class,
      OneVersusRest::macroRocAuc) {
    @Override
    public String remark() {
      return "each class against the rest, mean";
    }
  },
  /** Of more than two classes the share of rows whose class is one of the two most probable. */
  TOP_2_ACCURACY(
      "top_2_accuracy",
      "top-2 accuracy",
      Format.PERCENT,
      Kind.MANY_CLASSES,
      (y, row, targets, at) -> y.rank(row, targets.classOf(at)) < 2 ? 1 : 0),
  /** Likewise of the three most probable. */
  TOP_3_ACCURACY(
      "top_3_accuracy",
      "top-3 accuracy",
      Format.PERCENT,
      Kind.MANY_CLASSES,
      (y, row, targets, at) -> y.rank(row, targets.classOf(at)) < 3 ? 1 : 0),
  /** {@link Calibration#expectedError}. */
  CALIBRATION_ERROR(
      "calibration.expected_error",
      "calibration error",
      Kind.CLASSES,
      ClassFindings.class,
      found -> found.calibration().expectedError()) {
    @Override
    public String remark() {
      return "expected, " + Calibration.BINS + " bins";
    }
  };

  /** Of doubles: the difference of 1 and the next. */
  private static final double EPSILON = 0x1p-52;

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

  /** What the labels of a model can be. */
  private enum Kind {
    CLASSES(labels -> labels instanceof Classes),
    TWO_CLASSES(labels -> labels instanceof Classes classes && classes.size() == 2),
    MANY_CLASSES(labels -> labels instanceof Classes classes && classes.size() > 2),
    NUMBERS(labels -> labels instanceof NumberLabels),
    COUNTS(labels -> labels instanceof NumberLabels numbers && numbers.areCounts());

    private final Predicate<Labels> is;

    Kind(Predicate<Labels> is) {
      this.is = is;
    }
  }

  private final String key;
  private final String title;
  private final Format format;

  /** The value, NaN where an evaluation does not define it; empty where it has no such metric. */
  private final Function<Evaluation, Optional<Double>> value;

  /** What the labels of a model with such a metric are; null for one of sums. */
  private final Kind kind;

  /** Of a metric of sums; otherwise null. */
  private final EpochMetric everyEpoch;

  /** Of a mean over the rows; otherwise null. */
  private final OfRow ofRow;

  /** Of sums. */
  Metric(String key, String title, Format format, EpochMetric everyEpoch) {
    this.key = key;
    this.title = title;
    this.format = format;
    this.value =
        evaluation ->
            Optional.of(evaluation.score())
                .filter(score -> score.has(everyEpoch.sum()))
                .map(everyEpoch.value()::applyAsDouble);
    this.kind = null;
    this.everyEpoch = everyEpoch;
    this.ofRow = null;
  }

  /** A mean over the rows. */
  Metric(String key, String title, Format format, Kind kind, OfRow ofRow) {
    this.key = key;
    this.title = title;
    this.format = format;
    this.value = evaluation -> Optional.ofNullable(evaluation.ofRows().get(this));
    this.kind = kind;
    this.everyEpoch = null;
    this.ofRow = ofRow;
  }

  /** Of a finding. */
  <F extends Finding> Metric(
      String key, String title, Kind kind, Class<F> finding, Function<F, Double> value) {
    this.key = key;
    this.title = title;
    this.format = Format.DECIMAL;
    this.value = evaluation -> evaluation.find(finding).map(value);
    this.kind = kind;
    this.everyEpoch = null;
    this.ofRow = null;
  }

  private static Function<NumberFindings, Double> mean(ToDoubleFunction<TargetScore> figure) {
    return found -> found.mean(figure);
  }

  private static double logLoss(Outputs y, int row, Targets targets, int at) {
    double sum = 0;
    for (double output : y.of(row)) {
      sum += clipped(output);
    }
    return -StrictMath.log(clipped(y.of(row, targets.classOf(at))) / sum);
  }

  private static double clipped(double probability) {
    return Math.max(EPSILON, Math.min(1 - EPSILON, probability));
  }

  /** Those that an evaluation has a value of, in their order. */
  public static List<Metric> in(Evaluation evaluation) {
    return Arrays.stream(values())
        .filter(metric -> metric.valueIn(evaluation).filter(x -> !x.isNaN()).isPresent())
        .toList();
  }

  /** Those that its rows do not define, such as the area under a curve where a class is missing. */
  public static List<Metric> undefinedIn(Evaluation evaluation) {
    return Arrays.stream(values())
        .filter(metric -> metric.valueIn(evaluation).filter(x -> x.isNaN()).isPresent())
        .toList();
  }

  private Optional<Double> valueIn(Evaluation evaluation) {
    return kind == null || kind.is.test(evaluation.labels())
        ? value.apply(evaluation)
        : Optional.empty();
  }

  /** Those that evaluations of a model can have, in their order. */
  public static List<Metric> of(OutputLayer output, Labels labels) {
    return Arrays.stream(values())
        .filter(
            metric ->
                metric.everyEpoch == null
                    ? metric.kind.is.test(labels)
                    : metric.everyEpoch.isOf(output))
        .toList();
  }

  /** Those that are means over the rows, where labels mean such. */
  static List<Metric> ofRows(Labels labels) {
    return Arrays.stream(values())
        .filter(metric -> metric.ofRow != null && metric.kind.is.test(labels))
        .toList();
  }

  /** Those known after every epoch of a training whose sets have such a score. */
  public static List<Metric> ofEpochs(Score score) {
    return Arrays.stream(values())
        .filter(metric -> metric.everyEpoch != null && score.has(metric.everyEpoch.sum()))
        .toList();
  }

  /**
   * Its path in {@code evaluation.json}; a dot: it is written with the object that it is part of.
   *
   * @param lossName what the model's loss is called
   */
  public String key(String lossName) {
    return key;
  }

  /**
   * What tables call it.
   *
   * @param lossName what the model's loss is called
   */
  public String title(String lossName) {
    return title;
  }

  /** How it is shown. */
  public Format format() {
    return format;
  }

  /** Its value, where an evaluation has it. */
  public double of(Evaluation evaluation) {
    return value.apply(evaluation).orElseThrow();
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
  public Optional<EpochMetric> everyEpoch() {
    return Optional.ofNullable(everyEpoch);
  }

  /** What a row contributes; only of {@link #ofRows}. */
  double ofRow(Outputs y, int row, Targets targets, int at) {
    return ofRow.of(y, row, targets, at);
  }
}
