package dev.lockstep.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.linalg.Blas;
import dev.lockstep.linalg.Matrix;
import dev.lockstep.linalg.Products;
import dev.lockstep.linalg.SparseRows;
import dev.lockstep.network.dropout.Dropout;
import dev.lockstep.network.dropout.Masks;
import dev.lockstep.pack.Chunk;
import dev.lockstep.rows.Rows;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The first layer's exact products of rows without their zeros are those of the same rows with
 * them, bit for bit, however they were packed; one input takes either after the other, and the rows
 * of several blocks.
 */
final class InputBatchTest {
  private static final Products EXACT = Blas.EXACT.products();
  private static final int N = 7;
  private static final int WIDTH = 400;
  private static final int OUTPUTS = 21;
  private static final Rows IMAGES = Rows.pixels(1, 3 * N, WIDTH, 2);
  private static final Chunk SPARSE = IMAGES.packed(3 * N, 1).get(0);

  private final Random random = new Random(2);
  private final Matrix w = random(WIDTH);
  private final Matrix du = random(N);
  private final InputBatch input = new InputBatch(WIDTH);

  private Matrix random(int rows) {
    return new Matrix(random.doubles((long) rows * OUTPUTS, -1, 1).toArray(), rows, OUTPUTS);
  }

  @Test
  void sparseAndDenseRowsHaveTheSameProducts() {
    Chunk sparseNumbers = asNumbers(3 * N - 1).packed(3 * N, 1).get(0);
    Chunk dense = asNumbers(0).packed(3 * N, 1).get(0);
    assertTrue(SPARSE.areSparse());
    assertTrue(sparseNumbers.areSparse());
    assertFalse(dense.areSparse());
    for (int from : List.of(0, N, 2 * N)) {
      read(SPARSE, from, true);
      double[] u = forward();
      double[] dw = backward(0);
      assertTrue(Arrays.stream(dw).anyMatch(number -> number != 0));
      for (Chunk other : List.of(SPARSE, dense, sparseNumbers)) {
        read(other, from, false);
        assertArrayEquals(u, forward());
        assertArrayEquals(dw, backward(0));
      }
      read(sparseNumbers, from, true);
      assertArrayEquals(u, forward());
      assertArrayEquals(dw, backward(0));
    }
  }

  /** Whatever its rate, and the same numbers are left of them. */
  @Test
  void rowsWithoutZerosStaySoUnderDropout() {
    for (double rate : new double[] {0.2, 0.9}) {
      for (int from : List.of(0, N, 2 * N)) {
        read(SPARSE, from, true);
        double[] whole = forward();
        int before = stored();
        drop(rate, from);
        assertTrue(input.isSparse());
        assertTrue(Math.abs((1 - rate) * before - stored()) < 0.1 * before, "what is left");
        double[] u = forward();
        double[] dw = backward(0);
        assertFalse(Arrays.equals(whole, u));
        read(SPARSE, from, false);
        drop(rate, from);
        assertFalse(input.isSparse());
        assertArrayEquals(u, forward());
        assertArrayEquals(dw, backward(0));
      }
    }
  }

  private void drop(double rate, int from) {
    Masks masks = new Masks(1);
    masks.begin(new Dropout(List.of(rate), 8, 1));
    masks.add(SPARSE, from, N);
    input.drop(masks);
  }

  /** How many numbers sparse rows have. */
  private int stored() {
    SparseRows transposed = new SparseRows();
    input.transpose(0, N, transposed);
    return transposed.starts()[WIDTH];
  }

  @Test
  void theRowsOfSeveralBlocksAreThoseOfEach() {
    for (boolean isSparse : new boolean[] {true, false}) {
      input.begin(3 * N, isSparse);
      for (int from : List.of(0, N, 2 * N)) {
        input.add(SPARSE, from, N);
      }
      assertEquals(isSparse, input.isSparse());
      assertEquals(3 * N, input.rows());
      double[] u = forward();
      List<double[]> dw = IntStream.range(0, 3).mapToObj(block -> backward(block * N)).toList();
      for (int block = 0; block < 3; block++) {
        read(SPARSE, block * N, isSparse);
        int place = block * N * OUTPUTS;
        assertArrayEquals(Arrays.copyOfRange(u, place, place + N * OUTPUTS), forward());
        assertArrayEquals(dw.get(block), backward(0));
      }
    }
  }

  @Test
  void writtenRowsLoseTheirZerosWhereMostNumbersAreSo() {
    read(SPARSE, 0, true);
    double[] u = forward();
    double[] x = input.overwrite(N);
    SPARSE.read(0, N, x, 0);
    assertFalse(input.isSparse());
    input.dropZeros();
    assertTrue(input.isSparse());
    assertArrayEquals(u, forward());
    Arrays.fill(input.overwrite(N), 1);
    input.dropZeros();
    assertFalse(input.isSparse());
  }

  private void read(Chunk chunk, int from, boolean withoutZeros) {
    input.begin(N, withoutZeros);
    input.add(chunk, from, N);
  }

  /** The same rows but for zeros that are negative from one of them on: these are no pixels. */
  private static Rows asNumbers(int from) {
    double[][] x = new double[IMAGES.size()][];
    Arrays.setAll(x, IMAGES::x);
    for (double[] row : Arrays.asList(x).subList(from, x.length)) {
      Arrays.setAll(row, j -> row[j] == 0 ? -0.0 : row[j]);
    }
    return Rows.of(x, IntStream.range(0, x.length).map(row -> row % 2).toArray());
  }

  private double[] forward() {
    Matrix u = Matrix.zeros(input.rows(), OUTPUTS);
    Arrays.fill(u.values(), 5);
    input.multiply(EXACT, w, u);
    return u.values();
  }

  /** Rows 100 up to 350 of dW of some rows. */
  private double[] backward(int from) {
    Matrix dw = Matrix.zeros(250, OUTPUTS);
    if (!input.isSparse()) {
      EXACT.multiplyTransposed(input.dense().slice(from, from + N).columns(100, 350), du, dw);
      return dw.values();
    }
    SparseRows transposed = new SparseRows();
    input.transpose(from, from + N, transposed);
    EXACT.addRows(transposed, 100, 350, du, dw);
    return dw.values();
  }
}
