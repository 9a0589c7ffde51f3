package dev.lockstep.linalg;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * As many numbers at once as a register holds. C2 of JDK 17 leaves the plain loop as it is, since
 * what belongs together is at different places of the two arrays.
 */
final class VectorAxpy implements Axpy {
  private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;
  private static final int L = LANES.length();

  @Override
  public void add(double alpha, double[] x, int from, int to, double[] y, int at) {
    DoubleVector factor = DoubleVector.broadcast(LANES, alpha);
    int end = from + LANES.loopBound(to - from); // with j + L <= to, C2 makes it twice as slow
    int j = from;
    for (; j < end; j += L) {
      DoubleVector product = DoubleVector.fromArray(LANES, x, j).mul(factor);
      DoubleVector.fromArray(LANES, y, at + j).add(product).intoArray(y, at + j);
    }
    for (; j < to; j++) {
      y[at + j] += alpha * x[j];
    }
  }
}
