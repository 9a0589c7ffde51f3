package dev.lockstep.network;

import org.apache.commons.math3.random.MersenneTwister;

/**
 * Draws initial weights as numpy does after {@code numpy.random.seed(seed)}, 0 to 2^31 - 1, for W1,
 * W2 ... in this order, row by row: uniform ones as the tutorial, {@code 2 r * rand(inputs,
 * outputs) - r}, normal ones as {@code sd * randn(inputs, outputs)}. Biases are zero.
 *
 * <p>numpy's {@code RandomState.rand} takes two 32-bit outputs of MT19937 a number: {@code ((a >>
 * 5) * 67108864 + (b >> 6)) / 9007199254740992}. commons-math3's generator gives numpy's outputs
 * for seeds that are not negative.
 */
public final class Initializer {
  private final MersenneTwister random;

  /** The second number of a pair that {@link #normal} has drawn; NaN where there is none. */
  private double spare = Double.NaN;

  /** At the beginning of a seed's numbers. */
  Initializer(int seed) {
    random = new MersenneTwister(seed);
  }

  /** Fresh parameters: weights in [-range, range), after numpy's seed. */
  public static Parameters uniform(Topology topology, int seed, double range) {
    return draw(topology, seed, InitialWeights.UNIFORM, range);
  }

  /**
   * Fresh parameters.
   *
   * @param topology the network
   * @param seed numpy's seed, 0 to 2^31 - 1
   * @param kind how weights are drawn
   * @param range r of {@link InitialWeights#UNIFORM}
   */
  public static Parameters draw(Topology topology, int seed, InitialWeights kind, double range) {
    Initializer numpy = new Initializer(seed);
    Parameters parameters = new Parameters(topology);
    for (int l = 1; l <= topology.layers(); l++) {
      double size = kind.size(topology.inputs(l), topology.outputs(l), range);
      double[] w = parameters.weights(l).values();
      for (int j = 0; j < w.length; j++) {
        w[j] = kind.areNormal() ? size * numpy.normal() : 2 * size * numpy.uniform() - size;
      }
    }
    return parameters;
  }

  /** numpy's {@code random_sample}: uniform in [0, 1) with 53 random bits. */
  double uniform() {
    int a = random.nextInt() >>> 5;
    int b = random.nextInt() >>> 6;
    return (a * 67108864.0 + b) / 9007199254740992.0;
  }

  /**
   * numpy's {@code RandomState.standard_normal}, to 1 unit in the last place, since its logarithm
   * is the C library's: Marsaglia's polar method. Of a point (a, b) that is uniform in the unit
   * circle, {@code r = a a + b b}, it gives first {@code b sqrt(-2 log(r) / r)}, then the same of
   * a.
   */
  double normal() {
    double number = spare;
    spare = Double.NaN;
    if (!Double.isNaN(number)) {
      return number;
    }
    while (true) {
      double a = 2 * uniform() - 1;
      double b = 2 * uniform() - 1;
      double r = a * a + b * b;
      if (r < 1 && r != 0) {
        double factor = Math.sqrt(-2 * StrictMath.log(r) / r);
        spare = factor * a;
        return factor * b;
      }
    }
  }
}
