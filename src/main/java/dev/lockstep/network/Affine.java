package dev.lockstep.network;

import dev.lockstep.linalg.Axpy;
import dev.lockstep.linalg.MatrixProduct;
import dev.lockstep.linalg.MatrixRows;
import java.util.Arrays;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.DenseVector;

/** The affine layer {@code u = z W + b} of n rows, and its derivatives. Matrices are by rows. */
final class Affine {
  private static final Axpy AXPY = Axpy.fastest();

  private Affine() {}

  /**
   * {@code u = z W}, then {@code + b} to every row.
   *
   * @param product computes z W
   * @param z shape (n, inputs)
   * @param w shape (inputs, outputs)
   * @param b length outputs
   * @param u shape (n, outputs), overwritten
   */
  static void forward(
      MatrixProduct product, DenseMatrix z, DenseMatrix w, DenseVector b, DenseMatrix u) {
    product.multiply(z, w, u);
    addToRows(b, u);
  }

  /**
   * {@code u = x W}, then {@code + b} to every row: the first layer.
   *
   * @param product computes x W where x is dense
   * @param x shape (n, inputs)
   * @param w shape (inputs, outputs)
   * @param wRows the same numbers, for where x is sparse
   * @param b length outputs
   * @param u shape (n, outputs), overwritten
   */
  static void forward(
      MatrixProduct product,
      Input x,
      DenseMatrix w,
      MatrixRows wRows,
      DenseVector b,
      DenseMatrix u) {
    x.multiply(product, w, wRows, u);
    addToRows(b, u);
  }

  private static void addToRows(DenseVector b, DenseMatrix u) {
    for (int i = 0; i < u.numRows(); i++) {
      AXPY.add(1, b.values(), 0, b.size(), u.values(), i * b.size());
    }
  }

  /**
   * Some rows of {@code dW = z' du}.
   *
   * @param product computes z' du
   * @param zTransposed shape (inputs, n): what came in, transposed
   * @param du shape (n, outputs): the derivative of the loss by u
   * @param from the first row of dW, from 0
   * @param to the row after the last, at most inputs
   * @param dw its (to - from) outputs numbers from {@code at} on are overwritten, row by row
   * @param at where the rows begin in dw
   */
  static void backwardWeights(
      MatrixProduct product,
      DenseMatrix zTransposed,
      DenseMatrix du,
      int from,
      int to,
      double[] dw,
      int at) {
    product.multiplyRows(zTransposed, du, from, to, dw, at);
  }

  /**
   * Some rows of {@code dW = x' du}: the first layer.
   *
   * @param product computes x' du where x is dense
   * @param x shape (n, inputs)
   * @param du shape (n, outputs): the derivative of the loss by u
   * @param duRows the same numbers, for where x is sparse
   * @param from the first row of dW, from 0
   * @param to the row after the last, at most inputs
   * @param dw shape (to - from, outputs), overwritten; without gaps where x is dense
   */
  static void backwardWeights(
      MatrixProduct product,
      Input x,
      DenseMatrix du,
      MatrixRows duRows,
      int from,
      int to,
      MatrixRows dw) {
    x.multiplyTransposed(product, du, duRows, from, to, dw);
  }

  /**
   * {@code db = column sums of du}, row by row.
   *
   * @param du shape (n, outputs): the derivative of the loss by u
   * @param db its {@code outputs} numbers from {@code at} on are overwritten
   * @param at where they begin in db
   */
  static void backwardBiases(DenseMatrix du, double[] db, int at) {
    int outputs = du.numCols();
    double[] duValues = du.values();
    Arrays.fill(db, at, at + outputs, 0);
    for (int row = 0; row < duValues.length; row += outputs) {
      AXPY.add(1, duValues, row, row + outputs, db, at - row);
    }
  }

  /**
   * {@code dz = du W'}: what goes back to the layer below. Never computed for the input.
   *
   * @param product computes du W'
   * @param du shape (n, outputs): the derivative of the loss by u
   * @param wTransposed shape (outputs, inputs)
   * @param dz shape (n, inputs), overwritten
   */
  static void backwardInput(
      MatrixProduct product, DenseMatrix du, DenseMatrix wTransposed, DenseMatrix dz) {
    product.multiply(du, wTransposed, dz);
  }
}
