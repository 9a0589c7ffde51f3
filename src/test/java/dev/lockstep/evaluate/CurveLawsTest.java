package dev.lockstep.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.evaluate.curve.CurvePoint;
import dev.lockstep.evaluate.curve.TwoClassCurve;
import dev.lockstep.rows.HashedFraction;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CurveLawsTest {
  private static TwoClassFindings find(double[] y, int... t) {
    return MadeUpRows.twoClasses(y, t, null, 2, 2);
  }

  @Test
  void rowsOfOneScoreAreOnePoint() {
    TwoClassFindings found = find(new double[] {0.3, 0.3, 0.3, 0.3}, 1, 0, 0, 1);
    assertEquals(List.of(CurvePoint.NONE, new CurvePoint(0.3, 2, 2)), found.curve().points());
    assertEquals(0.5, found.curve().rocAuc());
    assertEquals(0.5, found.curve().averagePrecision());
    assertEquals(0, found.curve().ks());
    assertEquals(Optional.empty(), found.whyWithout());
  }

  @Test
  void zeroOfEitherSignIsOneScore() {
    assertEquals(0.5, find(new double[] {0.0, -0.0}, 1, 0).curve().rocAuc());
  }

  @Test
  void withoutRowsOfAClassThereIsNoAreaAndItIsSaid() {
    TwoClassFindings positive = find(new double[] {0.1, 0.7}, 1, 1);
    assertTrue(Double.isNaN(positive.curve().rocAuc()));
    assertTrue(Double.isNaN(positive.curve().ks()));
    assertEquals(1, positive.curve().averagePrecision());
    assertEquals(
        "No row with a weight has class a, so ROC AUC and KS are not defined.",
        positive.whyWithout().orElseThrow());
    TwoClassFindings negative = find(new double[] {0.1, 0.7}, 0, 0);
    assertTrue(Double.isNaN(negative.curve().rocAuc()));
    assertTrue(Double.isNaN(negative.curve().averagePrecision()));
    assertEquals(
        "No row with a weight has class b, so ROC AUC, KS and average precision are not defined.",
        negative.whyWithout().orElseThrow());
    assertEquals(19, negative.thresholds().size());
  }

  @Test
  void oneRowIsACurveOfOnePoint() {
    TwoClassCurve curve = find(new double[] {0.6}, 1).curve();
    assertEquals(List.of(CurvePoint.NONE, new CurvePoint(0.6, 1, 0)), curve.points());
    assertEquals(1, curve.averagePrecision());
  }

  @Test
  void separatedClassesHaveAnAreaOfOneAndReversedOnesNone() {
    assertEquals(1, find(new double[] {0.1, 0.2, 0.8, 0.9}, 0, 0, 1, 1).curve().rocAuc());
    TwoClassCurve reversed = find(new double[] {0.1, 0.2, 0.8, 0.9}, 1, 1, 0, 0).curve();
    assertEquals(0, reversed.rocAuc());
    assertEquals(1, reversed.ks());
  }

  @Test
  void rowsWithoutWeightDoNotCount() {
    double[] y = {0.9, 0.5, 0.4, 0.1};
    TwoClassFindings found =
        MadeUpRows.twoClasses(y, new int[] {0, 1, 0, 1}, new double[] {0, 2, 3, 0}, 2, 2);
    assertEquals(
        List.of(CurvePoint.NONE, new CurvePoint(0.5, 2, 0), new CurvePoint(0.4, 2, 3)),
        found.curve().points());
    assertEquals(1, found.curve().rocAuc());
  }

  @Test
  void ofEqualThresholdsTheHighestIsTheBest() {
    assertEquals(0.9, find(new double[] {0.9, 0.5, 0.4}, 1, 0, 0).curve().atKs().threshold());
    TwoClassCurve none =
        find(new double[] {0.9, 0.5, 0.4, 0.3, 0.2, 0.1}, 0, 0, 0, 0, 0, 1).curve();
    assertEquals(CurvePoint.NONE, none.atLeastCost(), "to find the row costs as much");
  }

  /** More rows than a range holds: several are sorted by themselves and put together. */
  @Test
  void manyRowsAreTheSameInRanges() {
    int rows = 400_000;
    double[] y = new double[rows];
    int[] t = new int[rows];
    for (int i = 0; i < rows; i++) {
      double score = HashedFraction.of(1, i);
      y[i] = i % 3 == 0 ? 1 : score; // a third of one score
      t[i] = HashedFraction.of(2, i) < score ? 1 : 0;
    }
    TwoClassFindings found = MadeUpRows.twoClasses(y, t, null, 512, 1);
    assertEquals(area(y, t), found.curve().rocAuc(), 1e-14);
    assertTrue(found.curve().points().size() <= 2 * TwoClassCurve.PARTS + 1);
    CurvePoint last = found.curve().points().get(found.curve().points().size() - 1);
    assertEquals(1, found.curve().recall(last));
    assertEquals(1, found.curve().falsePositiveRate(last));
    for (int partitions : new int[] {3, 8}) {
      assertEquals(found, MadeUpRows.twoClasses(y, t, null, 512, partitions));
    }
  }

  /** The share of pairs of a positive and a negative row that are in order, ties half. */
  private static double area(double[] y, int[] t) {
    double[] positive =
        IntStream.range(0, y.length)
            .filter(i -> t[i] == 1)
            .mapToDouble(i -> y[i])
            .sorted()
            .toArray();
    double[] negative =
        IntStream.range(0, y.length)
            .filter(i -> t[i] == 0)
            .mapToDouble(i -> y[i])
            .sorted()
            .toArray();
    double pairs = 0;
    int below = 0;
    int upTo = 0;
    for (double score : positive) {
      while (below < negative.length && negative[below] < score) {
        below++;
      }
      while (upTo < negative.length && negative[upTo] <= score) {
        upTo++;
      }
      pairs += below + (upTo - below) / 2.0;
    }
    return pairs / positive.length / negative.length;
  }
}
