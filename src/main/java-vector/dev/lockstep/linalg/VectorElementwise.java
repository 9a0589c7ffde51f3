package dev.lockstep.linalg;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * As many numbers at once as a register holds; what is left over by the plain formulas. C2 of JDK
 * 17 leaves plain loops as they are where what belongs together is at different places of two
 * arrays.
 */
final class VectorElementwise implements Elementwise {
  private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;
  private static final int L = LANES.length();

  private static final DoubleVector ONE = DoubleVector.broadcast(LANES, 1);

  /** Of the numbers whose exponential is taken in the register. */
  private static final double LEAST = 0x1p-28;

  private static final double MOST = 700;

  /** The least number that fdlibm reduces: the first above ln 2 / 2 by its upper 32 bits. */
  private static final double REDUCED = Double.longBitsToDouble(0x3fd62e4300000000L);

  /** Added and taken away, it leaves a whole number. */
  private static final double WHOLE = 0x1p52;

  /** The lower bits of a sum with it are a whole number of either sign. */
  private static final double SHIFTED = 0x1.8p52;

  @Override
  public void decay(double a, double[] m, int at, double b, double[] x, int from, int to) {
    DoubleVector stays = DoubleVector.broadcast(LANES, a);
    DoubleVector factor = DoubleVector.broadcast(LANES, b);
    int end = from + LANES.loopBound(to - from); // with j + L <= to, C2 makes it twice as slow
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

  /**
   * {@inheritDoc}
   *
   * <p>The steps of fdlibm's {@code e_exp.c}, which {@link StrictMath#exp} is defined to be, for
   * exponents from 2^-28 to 700 of either sign: {@code x = k ln 2 + r}, a polynomial of r, and k
   * added to the exponent. Registers with others are left to the plain formula.
   */
  @Override
  public void logistic(double[] u, double[] z, int from, int to) {
    int end = from + LANES.loopBound(to - from);
    for (int i = from; i < end; i += L) {
      DoubleVector x = DoubleVector.fromArray(LANES, u, i).neg();
      DoubleVector size = x.abs();
      if (size.compare(VectorOperators.GE, LEAST)
          .and(size.compare(VectorOperators.LE, MOST))
          .allTrue()) {
        ONE.div(exp(x, size).add(ONE)).intoArray(z, i);
      } else {
        Elementwise.super.logistic(u, z, i, i + L);
      }
    }
    Elementwise.super.logistic(u, z, end, to);
  }

  private static DoubleVector exp(DoubleVector x, DoubleVector size) {
    DoubleVector turns = size.mul(1.44269504088896338700e+00).add(0.5);
    DoubleVector near = turns.add(WHOLE).sub(WHOLE); // to the nearest; then down
    DoubleVector down = near.sub(ONE, near.compare(VectorOperators.GT, turns));
    VectorMask<Double> isSmall = size.compare(VectorOperators.LT, REDUCED);
    DoubleVector count = down.blend(0.0, isSmall);
    DoubleVector k = count.blend(count.neg(), x.compare(VectorOperators.LT, 0.0));
    DoubleVector high = x.sub(k.mul(6.93147180369123816490e-01));
    DoubleVector low = k.mul(1.90821492927058770002e-10);
    DoubleVector r = high.sub(low);
    DoubleVector t = r.mul(r);
    DoubleVector p = t.mul(4.13813679705723846039e-08).add(-1.65339022054652515390e-06);
    p = t.mul(p).add(6.61375632143793436117e-05);
    p = t.mul(p).add(-2.77777777770155933842e-03);
    p = t.mul(p).add(1.66666666666666019037e-01);
    DoubleVector c = r.sub(t.mul(p));
    DoubleVector ratio = r.mul(c).div(c.neg().add(2));
    DoubleVector y = ONE.sub(low.sub(ratio).sub(high));
    LongVector exponent = k.add(SHIFTED).reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
    return y.reinterpretAsLongs().add(exponent).reinterpretAsDoubles();
  }
}
