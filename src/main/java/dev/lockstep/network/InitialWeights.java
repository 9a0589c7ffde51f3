package dev.lockstep.network;

import dev.lockstep.option.Choice;
import java.util.List;

/**
 * How initial weights are drawn. The variance of those that bear a name follows from {@code in},
 * how many numbers a layer reads, and {@code out}, how many it gives: by Glorot and Bengio (2010)
 * and by He et al. (2015).
 */
public enum InitialWeights implements Choice {
  /** Uniform in [-r, r), where r is given. */
  UNIFORM(false) {
    @Override
    public List<String> settings() {
      return List.of("init-range");
    }

    @Override
    double size(int in, int out, double range) {
      return range;
    }
  },

  /** Uniform in [-r, r), {@code r = sqrt(6 / (in + out))}. */
  GLOROT_UNIFORM(false) {
    @Override
    double size(int in, int out, double range) {
      return Math.sqrt(6.0 / (in + out));
    }
  },

  /** Normal, with the standard deviation {@code sqrt(2 / (in + out))}. */
  GLOROT_NORMAL(true) {
    @Override
    double size(int in, int out, double range) {
      return Math.sqrt(2.0 / (in + out));
    }
  },

  /** Uniform in [-r, r), {@code r = sqrt(6 / in)}. */
  HE_UNIFORM(false) {
    @Override
    double size(int in, int out, double range) {
      return Math.sqrt(6.0 / in);
    }
  },

  /** Normal, with the standard deviation {@code sqrt(2 / in)}. */
  HE_NORMAL(true) {
    @Override
    double size(int in, int out, double range) {
      return Math.sqrt(2.0 / in);
    }
  };

  private final boolean normal;

  InitialWeights(boolean normal) {
    this.normal = normal;
  }

  /** Whether weights are normal; else they are uniform. */
  boolean areNormal() {
    return normal;
  }

  /**
   * The standard deviation of normal weights, half the width of uniform ones.
   *
   * @param in how many numbers the layer reads
   * @param out how many it gives
   * @param range what was asked for where neither decides
   */
  abstract double size(int in, int out, double range);
}
