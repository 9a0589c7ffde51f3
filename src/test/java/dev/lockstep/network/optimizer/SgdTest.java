package dev.lockstep.network.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Plain gradient descent: its formula. */
final class SgdTest {
  /** The product of rate and derivative is rounded; neither +0 nor -0 becomes the other. */
  @Test
  void descentSubtractsTheRoundedProductOfRateAndDerivative() {
    double[][] gradients = {{0.1, -0.0, 3}, {-0.0, 0.0, 1}, {0.0, 0.0, 0.0}, {-0.0, -0.0, -0.0}};
    for (double[] dw : gradients) {
      double[] w = {0.7, 0.0, -0.0};
      double[] expected = new double[3];
      for (int j = 0; j < 3; j++) {
        expected[j] = w[j] + -0.3 * dw[j];
      }
      new Sgd().at(1, 0.3, true).update(w, new double[0][], 0, dw.clone(), 0, 3);
      assertArrayEquals(expected, w);
    }
  }

  @Test
  void itIsTheDefault() {
    assertEquals("sgd", Optimizers.ALL.get(0).label());
  }
}
