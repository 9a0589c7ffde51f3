package dev.lockstep.pack;

import dev.lockstep.linalg.SparseRows;
import dev.lockstep.rows.Decimals;
import dev.lockstep.rows.Doubles;
import dev.lockstep.rows.Pixels;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.ml.linalg.Vector;

/** The numbers of a chunk's rows, in as few bytes as they allow; never changed. */
sealed interface PackedValues extends Serializable
    permits PackedNumbers, PackedPixels, SparseValues {
  /**
   * Keeps numbers, without their zeros where that is for the good.
   *
   * @param numbers row by row, from the array's beginning; unchanged
   */
  static PackedValues of(double[] numbers, int rows, int width) {
    SparseValues sparse = SparseValues.of(numbers, rows, width);
    return sparse != null ? sparse : ofDense(numbers, rows * width);
  }

  /**
   * Keeps numbers and their zeros.
   *
   * @param count how many of them; unchanged
   */
  static PackedValues ofDense(double[] numbers, int count) {
    byte[] pixels = Pixels.of(numbers, count);
    if (pixels != null) {
      return new PackedPixels(pixels);
    }
    Decimals decimals = Decimals.of(numbers, count);
    return new PackedNumbers(
        decimals != null ? decimals : new Doubles(Arrays.copyOf(numbers, count)));
  }

  /**
   * Keeps bytes of images, without their zeros where that is for the good.
   *
   * @param pixels row by row, as many as there are; maybe taken over
   */
  static PackedValues ofPixels(byte[] pixels, int rows, int width) {
    int[] starts = new int[rows + 1];
    for (int row = 0; row < rows; row++) {
      starts[row + 1] = starts[row] + SparsePixels.others(pixels, row * width, width);
    }
    if (!SparseRows.isWorthSparse(rows, width, starts[rows])) {
      return new PackedPixels(pixels);
    }
    if (!SparsePixels.canTell(width)) {
      return of(Pixels.UNIT.of(pixels), rows, width);
    }
    char[] columns = new char[starts[rows]];
    byte[] others = new byte[columns.length];
    for (int row = 0; row < rows; row++) {
      SparsePixels.copyOthers(pixels, row * width, width, columns, others, starts[row]);
    }
    return new SparsePixels(starts, columns, others);
  }

  /**
   * Copies rows as doubles.
   *
   * @param from the first row, from 0
   * @param count how many
   * @param width numbers in a row
   * @param x receives count x width numbers, row by row
   * @param at where in x they begin
   */
  void read(int from, int count, int width, double[] x, int at);

  /**
   * One row.
   *
   * @param row from 0
   * @param width numbers in a row
   * @return a copy, without its zeros if they are kept so
   */
  Vector row(int row, int width);
}
