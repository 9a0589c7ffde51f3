package dev.lockstep.network;

import org.apache.commons.math3.random.MersenneTwister;

/**
 * Draws initial weights as the tutorial's numpy does: {@code 2 r * rand(inputs, outputs) - r} for
 * W1, W2 ... in this order, row by row, after {@code numpy.random.seed(seed)}; biases are zero.
 *
 * <p>numpy's {@code RandomState.rand} takes two 32-bit outputs of MT19937 a number: {@code ((a >>
 * 5) * 67108864 + (b >> 6)) / 9007199254740992}. commons-math3's generator gives numpy's outputs
 * for seeds that are not negative.
 */
public final class Initializer {
  private Initializer() {}

  /** Fresh parameters: weights in [-range, range), after numpy's seed, 0 to 2^31 - 1. */
  public static Parameters uniform(Topology topology, int seed, double range) {
    MersenneTwister random = new MersenneTwister(seed);
    Parameters parameters = new Parameters(topology);
    for (int l = 1; l <= topology.layers(); l++) {
      double[] w = parameters.weights(l).values();
      for (int j = 0; j < w.length; j++) {
        w[j] = 2 * range * rand(random) - range;
      }
    }
    return parameters;
  }

  /** numpy's {@code random_sample} of MT19937: uniform in [0, 1) with 53 random bits. */
  static double rand(MersenneTwister random) {
    int a = random.nextInt() >>> 5;
    int b = random.nextInt() >>> 6;
    return (a * 67108864.0 + b) / 9007199254740992.0;
  }
}
