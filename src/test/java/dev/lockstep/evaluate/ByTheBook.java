package dev.lockstep.evaluate;

import dev.lockstep.network.Parameters;

/** The network as one writes it down: no matrices, no BLAS, one row at a time. */
public final class ByTheBook {
  private ByTheBook() {}

  /**
   * Affine and max(u, 0), layer by layer, and softmax at the end.
   *
   * @param parameters W and b
   * @param x a row
   * @return y
   */
  public static double[] probabilities(Parameters parameters, double[] x) {
    int layers = parameters.topology().layers();
    double[] z = x;
    for (int l = 1; l <= layers; l++) {
      double[] u = new double[parameters.topology().outputs(l)];
      double[] w = parameters.weights(l).values();
      for (int j = 0; j < u.length; j++) {
        for (int i = 0; i < z.length; i++) {
          u[j] += z[i] * w[i * u.length + j];
        }
        u[j] += parameters.biases(l).values()[j];
        if (l < layers) {
          u[j] = Math.max(u[j], 0);
        }
      }
      z = u;
    }
    double sum = 0;
    for (double u : z) {
      sum += Math.exp(u);
    }
    for (int j = 0; j < z.length; j++) {
      z[j] = Math.exp(z[j]) / sum;
    }
    return z;
  }
}
