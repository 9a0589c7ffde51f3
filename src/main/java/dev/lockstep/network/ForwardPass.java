package dev.lockstep.network;

import dev.lockstep.linalg.MatrixProduct;
import dev.lockstep.linalg.MatrixRows;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.DenseVector;

/** {@code x -> y}: affine and ReLU for every hidden layer, affine and softmax for the last. */
final class ForwardPass {
  private final MatrixProduct product;

  ForwardPass(MatrixProduct product) {
    this.product = product;
  }

  /**
   * Fills u and z of every layer from x.
   *
   * @param parameters W1, b1 ... WL, bL; unchanged
   * @param w1 the rows of W1, for where x is sparse
   * @param w holds the input x; on return u(l), z(l) for l of 1 to L, and y in z(L)
   */
  void run(Parameters parameters, MatrixRows w1, Workspace w) {
    int layers = parameters.topology().layers();
    for (int l = 1; l <= layers; l++) {
      DenseMatrix weights = parameters.weights(l);
      DenseVector biases = parameters.biases(l);
      if (l == 1) {
        Affine.forward(product, w.x(), weights, w1, biases, w.u(1));
      } else {
        Affine.forward(product, w.z(l - 1), weights, biases, w.u(l));
      }
      if (l < layers) {
        Relu.forward(w.u(l), w.z(l));
      } else {
        SoftmaxCrossEntropy.forward(w.u(l), w.z(l));
      }
    }
  }
}
