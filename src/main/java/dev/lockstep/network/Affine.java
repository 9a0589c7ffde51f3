package dev.lockstep.network;

import dev.lockstep.linalg.Elementwise;
import dev.lockstep.linalg.Matrix;
import dev.lockstep.linalg.Products;
import java.util.Arrays;

/** The affine layer {@code u = z W + b} of n rows, and its derivatives. */
final class Affine {
  private static final Elementwise FORMULAS = Elementwise.fastest();

  private Affine() {}

  /**
   * {@code u = z W}, then {@code + b} to every row.
   *
   * @param products computes z W
   * @param z shape (n, inputs)
   * @param w shape (inputs, outputs)
   * @param b length outputs
   * @param u shape (n, outputs), overwritten
   */
  static void forward(Products products, Matrix z, Matrix w, double[] b, Matrix u) {
    products.multiply(z, w, u);
    addToRows(b, u);
  }

  /**
   * {@code u = x W}, then {@code + b} to every row: the first layer.
   *
   * @param products computes x W
   * @param x shape (n, inputs)
   * @param w shape (inputs, outputs)
   * @param b length outputs
   * @param u shape (n, outputs), overwritten
   */
  static void forward(Products products, InputBatch x, Matrix w, double[] b, Matrix u) {
    x.multiply(products, w, u);
    addToRows(b, u);
  }

  private static void addToRows(double[] b, Matrix u) {
    for (int i = 0; i < u.rows(); i++) {
      FORMULAS.add(1, b, 0, b.length, u.values(), u.at(i));
    }
  }

  /**
   * {@code dW = z' du}.
   *
   * @param products computes z' du
   * @param z shape (n, inputs): what came in
   * @param du shape (n, outputs): the derivative of the loss by u
   * @param dw shape (inputs, outputs), overwritten
   */
  static void backwardWeights(Products products, Matrix z, Matrix du, Matrix dw) {
    products.multiplyTransposed(z, du, dw);
  }

  /**
   * {@code db = column sums of du}, row by row.
   *
   * @param du shape (n, outputs): the derivative of the loss by u
   * @param db its {@code outputs} numbers from {@code at} on are overwritten
   * @param at where they begin in db
   */
  static void backwardBiases(Matrix du, double[] db, int at) {
    Arrays.fill(db, at, at + du.columns(), 0);
    for (int i = 0; i < du.rows(); i++) {
      int row = du.at(i);
      FORMULAS.add(1, du.values(), row, row + du.columns(), db, at - row);
    }
  }

  /**
   * {@code dz = du W'}: what goes back to the layer below. Never computed for the input.
   *
   * @param products computes du W'
   * @param du shape (n, outputs): the derivative of the loss by u
   * @param w shape (inputs, outputs)
   * @param dz shape (n, inputs), overwritten
   */
  static void backwardInput(Products products, Matrix du, Matrix w, Matrix dz) {
    products.multiplyByTransposed(du, w, dz);
  }
}
