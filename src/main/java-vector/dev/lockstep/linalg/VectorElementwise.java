package dev.lockstep.linalg;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** As many numbers at once as a register holds; what is left over by the plain formulas. */
final class VectorElementwise implements Elementwise {
  private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;
  private static final int L = LANES.length();

  @Override
  public void decay(double a, double[] m, int at, double b, double[] x, int from, int to) {
    DoubleVector stays = DoubleVector.broadcast(LANES, a);
    DoubleVector factor = DoubleVector.broadcast(LANES, b);
    int end = from + LANES.loopBound(to - from);
    for (int j = from; j < end; j += L) {
      DoubleVector added = DoubleVector.fromArray(LANES, x, j).mul(factor);
      DoubleVector.fromArray(LANES, m, at + j).mul(stays).add(added).intoArray(m, at + j);
    }
    Elementwise.super.decay(a, m, at, b, x, end, to);
  }

  @Override
  public void decaySquares(double a, double[] v, int at, double b, double[] x, int from, int to) {
    DoubleVector stays = DoubleVector.broadcast(LANES, a);
    DoubleVector factor = DoubleVector.broadcast(LANES, b);
    int end = from + LANES.loopBound(to - from);
    for (int j = from; j < end; j += L) {
      DoubleVector number = DoubleVector.fromArray(LANES, x, j);
      DoubleVector added = number.mul(factor).mul(number);
      DoubleVector.fromArray(LANES, v, at + j).mul(stays).add(added).intoArray(v, at + j);
    }
    Elementwise.super.decaySquares(a, v, at, b, x, end, to);
  }

  @Override
  public void subtractRatio(
      double[] w, double c, double[] m, double[] v, double s, double e, int from, int to) {
    DoubleVector factor = DoubleVector.broadcast(LANES, c);
    DoubleVector scale = DoubleVector.broadcast(LANES, s);
    DoubleVector least = DoubleVector.broadcast(LANES, e);
    int end = from + LANES.loopBound(to - from);
    for (int i = from; i < end; i += L) {
      DoubleVector root = DoubleVector.fromArray(LANES, v, i).lanewise(VectorOperators.SQRT);
      DoubleVector divisor = root.mul(scale).add(least);
      DoubleVector ratio = DoubleVector.fromArray(LANES, m, i).mul(factor).div(divisor);
      DoubleVector.fromArray(LANES, w, i).sub(ratio).intoArray(w, i);
    }
    Elementwise.super.subtractRatio(w, c, m, v, s, e, end, to);
  }
}
