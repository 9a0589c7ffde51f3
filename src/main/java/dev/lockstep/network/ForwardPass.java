package dev.lockstep.network;

import dev.lockstep.linalg.Matrix;
import dev.lockstep.linalg.Products;

/** {@code x -> y}: affine and ReLU for every hidden layer, affine and softmax for the last. */
final class ForwardPass {
  private final Products products;

  ForwardPass(Products products) {
    this.products = products;
  }

  /**
   * Fills u and z of every layer from x.
   *
   * @param parameters W1, b1 ... WL, bL; unchanged
   * @param w holds the input x; on return u(l), z(l) for l of 1 to L, and y in z(L)
   */
  void run(Parameters parameters, Workspace w) {
    int layers = parameters.topology().layers();
    w.fit();
    for (int l = 1; l <= layers; l++) {
      Matrix weights = Matrix.of(parameters.weights(l));
      double[] biases = parameters.biases(l).values();
      if (l == 1) {
        Affine.forward(products, w.x(), weights, biases, w.u(1));
      } else {
        Affine.forward(products, w.z(l - 1), weights, biases, w.u(l));
      }
      if (l < layers) {
        Relu.forward(w.u(l), w.z(l));
      } else {
        SoftmaxCrossEntropy.forward(w.u(l), w.z(l));
      }
    }
  }
}
