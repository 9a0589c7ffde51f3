package dev.lockstep.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.junit.jupiter.api.Test;

/** Aligned rows are a copy of a matrix, each row at the beginning of a line. */
final class AlignedRowsTest {
  @Test
  void everyRowOfAnyWidthBeginsALineAndRunsIntoNoOther() {
    for (int width = 1; width <= 40; width++) {
      double[] values = new double[AlignedRows.room(3, width)];
      int lead;
      MatrixRows rows;
      do { // the garbage collector may move the array in between
        lead = CacheLine.lead(values);
        rows = AlignedRows.in(values, 3, width);
      } while (lead != CacheLine.lead(values));
      assertEquals(lead, rows.first());
      assertEquals(0, rows.stride() % CacheLine.NUMBERS);
      assertTrue(width <= rows.stride() && rows.stride() < width + CacheLine.NUMBERS);
      assertTrue(7 + 3 * rows.stride() <= values.length);
    }
  }

  @Test
  void whatIsTakenIsGivenBackAndOtherRowsStayAsTheyAre() {
    DenseMatrix matrix = random(1, 6, 11);
    DenseMatrix other = random(2, 6, 11);
    AlignedRows rows = new AlignedRows(6, 11);
    rows.copy(matrix);
    rows.take(other, 2, 4);
    DenseMatrix given = random(3, 6, 11);
    rows.give(given, 1, 5);
    for (int i = 0; i < 6; i++) {
      DenseMatrix expected = i == 0 || i == 5 ? random(3, 6, 11) : i < 2 || i > 3 ? matrix : other;
      for (int j = 0; j < 11; j++) {
        assertEquals(expected.apply(i, j), given.apply(i, j));
      }
    }
  }

  @Test
  void sumsAndZerosReachEveryNumberOfARowAndNoOther() {
    double[] values = new double[AlignedRows.room(5, 11)];
    MatrixRows whole = AlignedRows.in(values, 5, 11);
    fill(whole, 1);
    MatrixRows middle = whole.slice(1, 4);
    middle.add(AlignedRows.in(filled(7), 3, 11));
    whole.slice(2, 3).clear();
    for (int i = 0; i < 5; i++) {
      double[] expected = new double[11];
      Arrays.fill(expected, i == 2 ? 0 : i == 0 || i == 4 ? 1 : 8);
      int row = whole.first() + i * whole.stride();
      assertArrayEquals(expected, Arrays.copyOfRange(values, row, row + 11));
    }
  }

  private static double[] filled(double number) {
    double[] values = new double[AlignedRows.room(3, 11)];
    Arrays.fill(values, number);
    return values;
  }

  private static void fill(MatrixRows rows, double number) {
    Arrays.fill(rows.values(), number);
  }

  private static DenseMatrix random(long seed, int rows, int columns) {
    double[] values = new Random(seed).doubles((long) rows * columns).toArray();
    return new DenseMatrix(rows, columns, values, true);
  }
}
