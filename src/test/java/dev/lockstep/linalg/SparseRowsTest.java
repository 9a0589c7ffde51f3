package dev.lockstep.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sparse rows hold every number that is not zero, in order; so does the transpose of some. */
public final class SparseRowsTest {
  /** Rows of which some are empty, a quarter of the other numbers not zero. */
  public static SparseRows random(Random random, int rows, int width) {
    return random(random, rows, width, 4);
  }

  /** The same with one of so many numbers. */
  private static SparseRows random(Random random, int rows, int width, int oneOf) {
    SparseRows sparse = new SparseRows();
    sparse.clear(width);
    sparse.add(rows, rows * width);
    int place = 0;
    for (int row = 0; row < rows; row++) {
      boolean empty = random.nextInt(4) == 0;
      sparse.starts()[row] = place;
      for (int column = 0; column < width; column++) {
        if (!empty && random.nextInt(oneOf) == 0) {
          sparse.columns()[place] = column;
          sparse.values()[place++] = random.nextGaussian();
        }
      }
    }
    sparse.starts()[rows] = place;
    return sparse;
  }

  /** The same matrix with its zeros, row by row; columns must ascend. */
  public static double[] dense(SparseRows sparse) {
    return dense(sparse, sparse.rows());
  }

  /** The same of so many rows, of which those of zeros may be left out. */
  private static double[] dense(SparseRows sparse, int rows) {
    double[] dense = new double[rows * sparse.width()];
    assertEquals(0, sparse.starts()[0]);
    for (int row = 0; row < sparse.rows(); row++) {
      int last = -1;
      for (int i = sparse.starts()[row]; i < sparse.starts()[row + 1]; i++) {
        assertTrue(last < sparse.columns()[i], "columns must ascend");
        last = sparse.columns()[i];
        dense[sparse.rowAt(row) * sparse.width() + last] = sparse.values()[i];
      }
    }
    return dense;
  }

  @Test
  void theTransposeHasTheSameNumbersTheOtherWayRound() {
    Random random = new Random(1);
    SparseRows transposed = new SparseRows();
    for (int sample = 0; sample < 200; sample++) {
      SparseRows sparse =
          sample % 2 == 0
              ? random(random, random.nextInt(20), random.nextInt(20))
              : random(random, random.nextInt(20), random.nextInt(900), 300);
      int from = random.nextInt(sparse.rows() + 1);
      int rows = random.nextInt(sparse.rows() - from + 1);
      sparse.transposeInto(from, from + rows, transposed);
      assertEquals(rows, transposed.width());
      double[] there = dense(transposed, sparse.width());
      double[] expected = new double[there.length];
      double[] here = dense(sparse);
      for (int i = 0; i < rows * sparse.width(); i++) {
        expected[i % sparse.width() * rows + i / sparse.width()] = here[from * sparse.width() + i];
      }
      assertArrayEquals(expected, there);
    }
  }

  @Test
  void denseRowsAreTakenOverWhereMostOfThemIsZero() {
    SparseRows sparse = new SparseRows();
    double[] x = new double[40];
    x[3] = -0.0;
    x[25] = 7;
    assertTrue(sparse.take(x, 2, 20));
    assertArrayEquals(x, dense(sparse));
    Arrays.fill(x, 0, 20, 1);
    assertFalse(sparse.take(x, 2, 20));
    assertTrue(sparse.take(new double[40], 1, 20));
    assertArrayEquals(new double[20], dense(sparse));
  }
}
