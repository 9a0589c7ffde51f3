package dev.lockstep.network.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.linalg.Matrix;
import dev.lockstep.rows.DatasetInfo;
import dev.lockstep.rows.Labels;
import dev.lockstep.rows.Targets;
import dev.lockstep.scale.Columns;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.commons.lang3.SerializationUtils;
import org.junit.jupiter.api.Test;

/** What every output layer must do. */
public abstract class OutputLayerLaws {
  private static final int ROWS = 30;
  private final int outputs;

  /** Of four outputs. */
  protected OutputLayerLaws() {
    this(4);
  }

  /** Of so many outputs. */
  protected OutputLayerLaws(int outputs) {
    this.outputs = outputs;
  }

  /** dL. */
  protected final int outputs() {
    return outputs;
  }

  /** The output layer under test. */
  protected abstract OutputLayer output();

  /** Targets of {@code rows} rows, each with a weight of its own. */
  protected abstract Targets targets(int rows, Random random);

  /**
   * Central differences of the fourth order with h = 2^-10, as of activations: for losses of about
   * 1 they are right to 2e-12.
   */
  @Test
  void theDerivativeIsThatOfTheWeightedLossOverTheDivisor() {
    double h = 0x1p-10;
    double divisor = 7;
    int first = 5;
    Targets targets = targets(first + ROWS, new Random(4));
    double[] u = new Random(5).doubles((long) ROWS * outputs, -2, 2).toArray();
    Matrix y = forward(u);
    Matrix du = Matrix.zeros(ROWS, outputs);
    output().backward(y, targets, first, divisor, du);
    double largest = 0;
    for (int row = 0; row < ROWS; row++) {
      for (int j = row * outputs; j < (row + 1) * outputs; j++) {
        double[] f = new double[5];
        for (int m = -2; m <= 2; m++) {
          double[] moved = u.clone();
          moved[j] += m * h;
          Matrix at = matrix(moved);
          f[m + 2] = output().loss(at, forward(moved), row, targets, first + row);
        }
        double slope = (8 * (f[3] - f[1]) - (f[4] - f[0])) / (12 * h);
        double expected = targets.weight(first + row) * slope / divisor;
        assertEquals(expected, du.values()[j], 1e-11);
        largest = Math.max(largest, Math.abs(expected));
      }
    }
    assertTrue(largest > 0.01);
  }

  @Test
  void theResultMayTakeThePlaceOfTheInput() {
    double[] u = new Random(6).doubles((long) ROWS * outputs, -2, 2).toArray();
    double[] expected = forward(u.clone()).values();
    Matrix both = matrix(u);
    output().forward(both, both);
    assertArrayEquals(expected, both.values());
  }

  @Test
  void nanIsNeverHidden() {
    double[] u = new double[ROWS * outputs];
    Arrays.fill(u, outputs, 2 * outputs, Double.NaN);
    Targets targets = targets(ROWS, new Random(7));
    Matrix y = forward(u);
    assertTrue(Double.isFinite(output().loss(matrix(u), y, 0, targets, 0)));
    assertTrue(Double.isNaN(output().loss(matrix(u), y, 1, targets, 1)));
  }

  @Test
  void sumsGrowByWhatOneRowHas() {
    double[] u = new Random(8).doubles((long) ROWS * outputs, -2, 2).toArray();
    Targets targets = targets(ROWS, new Random(9));
    double[] sums = new double[output().sums().size()];
    double[] one = sums.clone();
    for (int row = 0; row < ROWS; row++) {
      double[] alone = sums.clone();
      output().addSums(forward(u), row, targets, row, sums);
      Arrays.fill(one, 0);
      output().addSums(forward(u), row, targets, row, one);
      for (int i = 0; i < sums.length; i++) {
        assertEquals(alone[i] + one[i], sums[i]);
      }
    }
  }

  @Test
  void labelsOfAFileAreThoseOfItsTrainingSet() {
    Labels learned = output().labels(train());
    assertEquals(learned, output().labels(learned.kind(), learned.names()));
    Targets meant = learned.targets(List.copyOf(train().labels().keySet()));
    for (int row = 0; row < meant.rows(); row++) {
      assertTrue(meant.isKnown(row));
    }
  }

  /** A training set whose labels it learns. */
  protected DatasetInfo train() {
    Map<String, Long> labels = Map.of("7", 0L, "2", 1L, "10", 5L);
    Columns columns = new Columns("digit", List.of("a"));
    return new DatasetInfo(9, List.of(1), Map.of(), labels, columns);
  }

  @Test
  void itTravelsAndIsFoundByItsName() {
    assertEquals(output(), SerializationUtils.clone(output()));
    assertEquals(Optional.of(output()), OutputLayers.of(output().label()));
  }

  private Matrix forward(double[] u) {
    Matrix y = Matrix.zeros(ROWS, outputs);
    output().forward(matrix(u), y);
    return y;
  }

  private Matrix matrix(double[] u) {
    return new Matrix(u, ROWS, outputs);
  }
}
