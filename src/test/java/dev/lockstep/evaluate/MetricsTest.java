package dev.lockstep.evaluate;

import static dev.lockstep.Golden.assertAgree;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.Golden;
import dev.lockstep.evaluate.curve.CurvePoint;
import dev.lockstep.evaluate.curve.ThresholdScore;
import dev.lockstep.evaluate.curve.TwoClassCurve;
import dev.lockstep.evaluate.number.TargetScore;
import dev.lockstep.evaluate.number.TargetScore.Decile;
import dev.lockstep.evaluate.number.TargetScore.Quantile;
import dev.lockstep.network.loss.OutputLayer;
import dev.lockstep.network.loss.PoissonLoss;
import dev.lockstep.network.loss.SoftmaxCrossEntropy;
import dev.lockstep.network.loss.SquaredError;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.HashedFraction;
import dev.lockstep.rows.NumberLabels;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against {@code golden/metrics.json}, by golden_metrics.py, whose rows these are. */
final class MetricsTest {
  private static final JsonNode GOLDEN = Golden.read("metrics.json");
  private static final int ROWS = 700;
  private static final double[][] U = new double[ROWS][5];
  private static final int[] T = new int[ROWS];
  private static final double[] Y = new double[ROWS];
  private static final double[] TARGET = new double[ROWS];
  private static final double[] PREDICTED = new double[ROWS];
  private static final double[] WEIGHT = new double[ROWS];

  static {
    for (int i = 0; i < ROWS; i++) {
      for (int k = 0; k < 5; k++) {
        U[i][k] = HashedFraction.of(17, i, k);
      }
      T[i] = U[i][0] < 0.3 + 0.4 * U[i][1] ? 1 : 0;
      Y[i] = Math.rint(100 * (0.6 * U[i][1] + 0.4 * U[i][2])) / 100;
      TARGET[i] = 10 * U[i][1] - 3;
      PREDICTED[i] = TARGET[i] + U[i][3] - 0.45;
      WEIGHT[i] = Math.floor(4 * U[i][4]) / 2;
    }
  }

  private static double[] weights(boolean areWeighted) {
    return areWeighted ? WEIGHT : null;
  }

  private static JsonNode golden(String name, boolean areWeighted) {
    return GOLDEN.get(areWeighted ? name + "_weighted" : name);
  }

  private static double[] all(int[] rows, IntToDoubleFunction of) {
    return Arrays.stream(rows).mapToDouble(of).toArray();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void twoClassesAreScikitLearns(boolean areWeighted) {
    JsonNode golden = golden("binary", areWeighted);
    TwoClassFindings found = MadeUpRows.twoClasses(Y, T, weights(areWeighted), 64, 3);
    TwoClassCurve curve = found.curve();
    assertAgree(golden.get("roc_auc"), curve.rocAuc());
    assertAgree(golden.get("average_precision"), curve.averagePrecision());
    assertAgree(golden.get("ks"), curve.ks());
    List<CurvePoint> points = curve.points();
    assertEquals(golden.get("roc").get(0).size(), points.size());
    assertAgree(
        golden.get("roc").get(0), points.stream().mapToDouble(curve::falsePositiveRate).toArray());
    assertAgree(golden.get("roc").get(1), points.stream().mapToDouble(curve::recall).toArray());
    assertAgree(
        golden.get("roc").get(2),
        points.stream().skip(1).mapToDouble(CurvePoint::threshold).toArray());
    assertThresholds(golden, found.thresholds());
  }

  private static void assertThresholds(JsonNode golden, List<ThresholdScore> table) {
    assertEquals(22, table.size());
    for (int i = 0; i < 19; i++) {
      assertScore(golden.get("thresholds").get(i), table.get(i));
    }
    assertScore(golden.get("best_f1"), table.get(19));
    assertScore(golden.get("least_cost"), table.get(20));
    assertEquals(
        List.of("f1", "cost", "ks"), table.stream().skip(19).map(ThresholdScore::best).toList());
  }

  private static void assertScore(JsonNode expected, ThresholdScore score) {
    assertAgree(
        expected,
        score.threshold(),
        score.precision(),
        score.recall(),
        score.f1(),
        score.specificity(),
        score.cost());
  }

  /** scikit-learn's curve goes the other way and ends with a recall of 0. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void precisionAndRecallAreScikitLearns(boolean areWeighted) {
    JsonNode golden = golden("binary", areWeighted).get("precision_recall");
    TwoClassCurve curve = MadeUpRows.twoClasses(Y, T, weights(areWeighted), 64, 3).curve();
    List<CurvePoint> points = curve.points();
    int[] backwards = IntStream.range(0, points.size()).map(i -> points.size() - 1 - i).toArray();
    assertAgree(golden.get(0), all(backwards, i -> curve.precision(points.get(i))));
    assertAgree(golden.get(1), all(backwards, i -> curve.recall(points.get(i))));
  }

  @Test
  void ksIsScipys() {
    assertAgree(GOLDEN.get("ks_scipy"), MadeUpRows.twoClasses(Y, T, null, 64, 3).curve().ks());
  }

  private static Evaluation twoClasses(boolean areWeighted, int partitions) {
    double[][] u = new double[ROWS][];
    for (int i = 0; i < ROWS; i++) {
      u[i] = new double[] {log(1 - Y[i]), log(Y[i])};
    }
    return MadeUpRows.evaluate(
        new SoftmaxCrossEntropy(),
        Classes.of(List.of("0", "1")),
        u,
        Arrays.stream(T).mapToObj(Integer::toString).toList(),
        weights(areWeighted),
        partitions);
  }

  private static double log(double y) {
    return y == 0 ? -800 : StrictMath.log(y);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void meansOverRowsOfTwoClassesAreScikitLearns(boolean areWeighted) {
    JsonNode golden = golden("binary", areWeighted);
    Evaluation evaluation = twoClasses(areWeighted, 2);
    assertAgree(golden.get("log_loss"), Metric.LOG_LOSS.of(evaluation));
    assertAgree(golden.get("brier"), Metric.BRIER.of(evaluation));
    assertAgree(golden.get("roc_auc"), Metric.ROC_AUC.of(evaluation));
    assertAgree(golden.get("average_precision"), Metric.AVERAGE_PRECISION.of(evaluation));
    assertAgree(golden.get("ks"), Metric.KS.of(evaluation));
  }

  private static Evaluation threeClasses(boolean areWeighted, int partitions) {
    double[][] u = new double[ROWS][3];
    int[] classes = new int[ROWS];
    for (int i = 0; i < ROWS; i++) {
      double best = -1;
      for (int k = 0; k < 3; k++) {
        double v = U[i - i % 3][1 + k];
        u[i][k] = log(v);
        classes[i] = v + U[i][k] > best ? k : classes[i];
        best = Math.max(best, v + U[i][k]);
      }
    }
    return MadeUpRows.evaluate(
        new SoftmaxCrossEntropy(),
        Classes.of(List.of("0", "1", "2")),
        u,
        Arrays.stream(classes).mapToObj(Integer::toString).toList(),
        weights(areWeighted),
        partitions);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void severalClassesAreScikitLearns(boolean areWeighted) {
    JsonNode golden = golden("several", areWeighted);
    Evaluation evaluation = threeClasses(areWeighted, 3);
    assertAgree(golden.get("log_loss"), Metric.LOG_LOSS.of(evaluation));
    assertAgree(golden.get("roc_auc_ovr"), Metric.ROC_AUC_OVR.of(evaluation));
  }

  private static Evaluation numbers(
      OutputLayer output, boolean areCounts, boolean areWeighted, int partitions) {
    double least = Arrays.stream(TARGET).min().orElseThrow();
    double[][] u = new double[ROWS][];
    for (int i = 0; i < ROWS; i++) {
      u[i] = new double[] {areCounts ? PREDICTED[i] / 4 : PREDICTED[i]};
    }
    return MadeUpRows.evaluate(
        output,
        new NumberLabels(List.of("price"), areCounts),
        u,
        Arrays.stream(TARGET)
            .map(t -> areCounts ? Math.floor(t - least) : t)
            .mapToObj(Double::toString)
            .toList(),
        weights(areWeighted),
        partitions);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void regressionsAreScikitLearnsAndNumpys(boolean areWeighted) {
    JsonNode golden = golden("regression", areWeighted);
    Evaluation evaluation = numbers(new SquaredError(), false, areWeighted, 3);
    assertAgree(golden.get("rmse"), Metric.RMSE.of(evaluation));
    assertAgree(golden.get("mae"), Metric.MAE.of(evaluation));
    assertAgree(golden.get("r2"), Metric.R2.of(evaluation));
    assertAgree(golden.get("explained_variance"), Metric.EXPLAINED_VARIANCE.of(evaluation));
    assertAgree(golden.get("d2_absolute"), Metric.D2_ABSOLUTE.of(evaluation));
    TargetScore score = evaluation.find(NumberFindings.class).orElseThrow().targets().get(0);
    assertAgree(golden.get("rmse"), score.rmse());
    assertAgree(golden.get("median"), score.median());
    assertAgree(
        GOLDEN.get("percentiles"),
        score.residualQuantiles().stream().mapToDouble(Quantile::percent).toArray());
    assertAgree(
        golden.get("residual_quantiles"),
        score.residualQuantiles().stream().mapToDouble(Quantile::value).toArray());
    assertEquals(10, score.deciles().size());
    for (Decile decile : score.deciles()) {
      assertAgree(
          golden.get("deciles").get(decile.decile() - 1),
          decile.rows(),
          decile.weight(),
          decile.predicted(),
          decile.truth(),
          decile.residual(),
          decile.rmse());
    }
    assertEquals(
        List.of(
            Metric.RMSE,
            Metric.LOSS,
            Metric.MAE,
            Metric.R2,
            Metric.EXPLAINED_VARIANCE,
            Metric.D2_ABSOLUTE),
        Metric.in(evaluation));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theDevianceOfCountsIsScikitLearns(boolean areWeighted) {
    Evaluation evaluation = numbers(new PoissonLoss(), true, areWeighted, 2);
    assertAgree(
        golden("regression", areWeighted).get("d2_poisson"), Metric.D2_POISSON.of(evaluation));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void noNumberOfPartitionsChangesABit(boolean areWeighted) {
    Evaluation two = twoClasses(areWeighted, 1);
    Evaluation three = threeClasses(areWeighted, 1);
    Evaluation numbers = numbers(new SquaredError(), false, areWeighted, 1);
    Evaluation counts = numbers(new PoissonLoss(), true, areWeighted, 1);
    for (int partitions : new int[] {2, 3, 8}) {
      assertEquals(two, twoClasses(areWeighted, partitions));
      assertEquals(three, threeClasses(areWeighted, partitions));
      assertEquals(numbers, numbers(new SquaredError(), false, areWeighted, partitions));
      assertEquals(counts, numbers(new PoissonLoss(), true, areWeighted, partitions));
    }
  }

  /** Weights of 0.1 are no binary fractions, and some are a thousand times as great. */
  @Test
  void oddWeightsAreAddedUpTheSameWayInEveryOrder() {
    double[] weights = Arrays.stream(U).mapToDouble(u -> u[4] < 0.9 ? u[4] / 10 : 97.3).toArray();
    TwoClassFindings expected = MadeUpRows.twoClasses(Y, T, weights, 700, 1);
    double[] sums = new double[2];
    for (int i = 0; i < ROWS; i++) {
      sums[T[i]] += weights[i];
    }
    assertEquals(sums[1], expected.curve().positives(), 1e-12 * sums[1]);
    assertEquals(sums[0], expected.curve().negatives(), 1e-12 * sums[0]);
    for (int group : new int[] {1, 10, 512}) {
      assertEquals(expected, MadeUpRows.twoClasses(Y, T, weights, group, 8));
    }
  }

  @Test
  void theWorstRowsComeFirst() {
    NumberFindings found =
        numbers(new SquaredError(), false, true, 3).find(NumberFindings.class).orElseThrow();
    int weighted = (int) Arrays.stream(WEIGHT).filter(w -> w > 0).count();
    assertEquals(weighted, found.worst().get(0).size());
    double[] sizes =
        found.worst().get(0).stream().mapToDouble(error -> -Math.abs(error.residual())).toArray();
    double[] sorted = sizes.clone();
    Arrays.sort(sorted);
    assertTrue(Arrays.equals(sorted, sizes));
    int worst = (int) found.worst().get(0).get(0).row();
    assertEquals(TARGET[worst] - PREDICTED[worst], found.worst().get(0).get(0).residual());
  }
}
