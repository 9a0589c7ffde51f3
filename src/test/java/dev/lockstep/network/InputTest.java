package dev.lockstep.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.data.PackedRows;
import dev.lockstep.data.Rows;
import dev.lockstep.linalg.Blas;
import dev.lockstep.linalg.MatrixProduct;
import dev.lockstep.linalg.MatrixRows;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.junit.jupiter.api.Test;

/**
 * The first layer's products of rows packed sparse are those of the same rows packed dense, with
 * the plain kernel bit for bit; one input takes either after the other.
 */
final class InputTest {
  private static final MatrixProduct PLAIN = Blas.PLAIN.kernel().product();
  private static final int N = 7;
  private static final int WIDTH = 400;
  private static final int OUTPUTS = 21;

  @Test
  void sparseAndDenseRowsHaveTheSameProducts() {
    Rows images = Rows.pixels(1, 3 * N, WIDTH, 2);
    PackedRows sparse = images.packed(3 * N, 1).get(0);
    PackedRows sparseNumbers = asNumbers(images, 3 * N - 1).packed(3 * N, 1).get(0);
    PackedRows dense = asNumbers(images, 0).packed(3 * N, 1).get(0);
    assertTrue(sparse.areSparse());
    assertTrue(sparseNumbers.areSparse());
    assertFalse(dense.areSparse());
    Random random = new Random(2);
    DenseMatrix w = byRows(WIDTH, random);
    DenseMatrix du = byRows(N, random);
    Input input = new Input(N, WIDTH);
    for (int from : List.of(0, N, 2 * N)) {
      input.read(sparse, from);
      double[] u = forward(input, w);
      double[] dw = backward(input, du);
      for (PackedRows other : List.of(dense, sparseNumbers)) {
        input.read(other, from);
        assertArrayEquals(u, forward(input, w));
        assertArrayEquals(dw, backward(input, du));
      }
      assertTrue(Arrays.stream(dw).anyMatch(number -> number != 0));
    }
  }

  /** The same rows but for zeros that are negative from one of them on: these are no pixels. */
  private static Rows asNumbers(Rows images, int from) {
    double[][] x = new double[images.size()][];
    Arrays.setAll(x, images::x);
    for (double[] row : Arrays.asList(x).subList(from, x.length)) {
      Arrays.setAll(row, j -> row[j] == 0 ? -0.0 : row[j]);
    }
    return Rows.of(x, IntStream.range(0, x.length).map(row -> row % 2).toArray());
  }

  private static double[] forward(Input input, DenseMatrix w) {
    DenseMatrix u = byRows(N, new Random(3));
    input.multiply(PLAIN, w, MatrixRows.of(w), u);
    return u.values().clone();
  }

  private static double[] backward(Input input, DenseMatrix du) {
    double[] dw = new double[250 * OUTPUTS + 2];
    Arrays.fill(dw, 5);
    if (input.isSparse()) {
      input.transpose();
    }
    MatrixRows duRows = MatrixRows.of(du);
    input.multiplyTransposed(PLAIN, du, duRows, 100, 350, MatrixRows.in(dw, 1, 250, OUTPUTS));
    if (input.isSparse()) {
      double[] sum = dw.clone();
      input.addTransposed(duRows, 100, 350, MatrixRows.in(sum, 1, 250, OUTPUTS));
      assertArrayEquals(
          Arrays.stream(dw, 1, dw.length - 1).map(number -> number + number).toArray(),
          Arrays.copyOfRange(sum, 1, dw.length - 1));
    }
    return dw;
  }

  private static DenseMatrix byRows(int rows, Random random) {
    return new DenseMatrix(
        rows, OUTPUTS, random.doubles((long) rows * OUTPUTS, -1, 1).toArray(), true);
  }
}
