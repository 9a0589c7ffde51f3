package dev.lockstep.network.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.linalg.Matrix;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Targets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The laws of the output layer: softmax gives probabilities whose ratios are exponentials, whatever
 * is added to a row and however large it is; the loss is clamped; NaN is never hidden; the first of
 * equals wins.
 */
final class SoftmaxCrossEntropyTest extends OutputLayerLaws {
  private static final SoftmaxCrossEntropy SOFTMAX = new SoftmaxCrossEntropy();
  private static final int CLASSES = 10;

  @Override
  protected OutputLayer output() {
    return SOFTMAX;
  }

  @Override
  protected Targets targets(int rows, Random random) {
    return Targets.ofClasses(random.ints(rows, 0, 4).toArray())
        .withWeights(random.doubles(rows, 0.5, 2).toArray());
  }

  private static double loss(Matrix y, int row, int t) {
    return SOFTMAX.loss(y, y, row, Targets.ofClasses(new int[] {t}), 0);
  }

  @Test
  void rowsSumToOne() {
    double[] y = softmax(CLASSES, normal(1000, 5));
    for (int row = 0; row < 1000; row++) {
      double sum = Arrays.stream(y, row * CLASSES, (row + 1) * CLASSES).sum();
      assertEquals(1, sum, CLASSES * 0x1p-53);
    }
  }

  @Test
  void ratiosOfProbabilitiesAreExponentials() {
    double[] u = normal(100, 2);
    double[] y = softmax(CLASSES, u);
    for (int i = 1; i < u.length; i++) {
      int first = i - i % CLASSES;
      double expected = StrictMath.exp(u[i] - u[first]);
      assertEquals(expected, y[i] / y[first], 1e-14 * expected);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1024, 1, 3, 4096})
  void whatIsAddedToARowChangesNoBit(double shift) {
    double[] u = Arrays.stream(normal(100, 5)).map(v -> Math.rint(v * 0x1p20) / 0x1p20).toArray();
    double[] shifted = Arrays.stream(u).map(v -> v + shift).toArray();
    assertNotEquals(u[0], shifted[0]);
    assertArrayEquals(softmax(CLASSES, u), softmax(CLASSES, shifted));
  }

  @Test
  void hugeInputsDoNotOverflow() {
    double huge = Double.MAX_VALUE;
    assertArrayEquals(new double[] {0.5, 0, 0.5}, softmax(3, huge, -huge, huge));
    assertArrayEquals(new double[] {0, 1}, softmax(2, -1000, 1000));
    assertArrayEquals(new double[] {0.25, 0.25, 0.25, 0.25}, softmax(4, -1e5, -1e5, -1e5, -1e5));
  }

  @Test
  void nanStaysInItsRowAndFillsIt() {
    for (int place = 0; place < 3; place++) {
      double[] u = {1, 2, 3, 1, 2, 3};
      u[3 + place] = Double.NaN;
      double[] y = softmax(3, u);
      assertArrayEquals(softmax(3, 1, 2, 3), Arrays.copyOf(y, 3));
      assertArrayEquals(
          new double[] {Double.NaN, Double.NaN, Double.NaN}, Arrays.copyOfRange(y, 3, 6));
      assertEquals(Double.NaN, loss(byRows(3, y), 1, 1));
    }
  }

  /** Expected: what the clamp leaves of p. */
  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "0.5, 0.5",
    "1.0000001e-7, 1.0000001e-7",
    "1e-7, 1e-7",
    "9.99e-8, 1e-7",
    "0, 1e-7"
  })
  void lossIsTheLogarithmOfTheProbabilityClampedAt1em7(double p, double clamped) {
    Matrix y = byRows(2, 0.25, 0.75, p, 1 - p, 0.25, 0.75);
    assertEquals(-StrictMath.log(clamped), loss(y, 1, 0));
  }

  @Test
  void derivativeIsYMinusTOverTheLengthOfTheWholeBatch() {
    Matrix y = byRows(3, 0.2, 0.3, 0.5, 0.1, 0.8, 0.1);
    Matrix du = byRows(3, new double[6]);
    SOFTMAX.backward(y, Targets.ofClasses(new int[] {0, 0, 2, 1, 0}), 2, 7, du);
    assertArrayEquals(
        new double[] {0.2 / 7, 0.3 / 7, (0.5 - 1) / 7, 0.1 / 7, (0.8 - 1) / 7, 0.1 / 7},
        du.values());
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0.5, 0.0, 0",
    "0.2, 0.4, 0.4, 1",
    "0.1, 0.1, 0.8, 2",
    "0.3, 0.3, 0.3, 0",
    "0.4, 0.2, 0.4, 0"
  })
  void theFirstOfEqualsWins(double first, double second, double third, int winner) {
    Matrix y = byRows(3, 1, 2, 3, first, second, third, 3, 2, 1);
    assertEquals(winner, Classes.mostProbable(y.values(), y.at(1), y.columns()));
  }

  @Test
  void theWinnerIsTheClassOfTheLargestInput() {
    double[] u = normal(500, 5);
    Matrix y = byRows(CLASSES, softmax(CLASSES, u));
    for (int row = 0; row < 500; row++) {
      double winner = u[row * CLASSES + Classes.mostProbable(y.values(), y.at(row), CLASSES)];
      assertTrue(Arrays.stream(u, row * CLASSES, (row + 1) * CLASSES).allMatch(v -> v <= winner));
    }
  }

  private static double[] softmax(int classes, double... u) {
    Matrix y = byRows(classes, new double[u.length]);
    SOFTMAX.forward(byRows(classes, u), y);
    return y.values();
  }

  private static Matrix byRows(int classes, double... values) {
    return new Matrix(values, values.length / classes, classes);
  }

  private static double[] normal(int rows, double deviation) {
    Random random = new Random(3);
    double[] values = new double[rows * CLASSES];
    Arrays.setAll(values, i -> deviation * random.nextGaussian());
    return values;
  }
}
