package dev.lockstep.network.activation;

/**
 * The Gaussian error linear unit {@code z = u Phi(u)}, not its approximation by tanh. {@code Phi(u)
 * = (1 + erf(u / sqrt(2))) / 2} is the normal distribution; its density is {@code phi(u) = exp(-u u
 * / 2) / sqrt(2 pi)}. The derivative is {@code Phi(u) + u phi(u)}.
 *
 * <p>Java has no erf. For a = |u| the tail is {@code Phi(-a) = phi(a) M(a)}, where Mills' ratio M
 * is smooth: {@code M(a) (a + 4)} is a Chebyshev series in {@code t = (a - 4) / (a + 4)}, by the
 * method of Schonfelder, Chebyshev expansions for the error and related functions, Mathematics of
 * Computation 32 (1978), summed by Clenshaw's recurrence. {@code src/test/python/golden_gelu.py}
 * has computed the coefficients in 60 digits. Phi and the derivative are right to 4e-16, z to 4e-16
 * max(1, |u|).
 */
public record Gelu() implements ScalarActivation {
  private static final double[] COEFFICIENTS = {
    2.4325604285150404,
    -1.8842545745794834,
    0.5569566490963817,
    -0.12161597214420457,
    0.017360708143727772,
    -0.0008036212007299657,
    -0.0002520349348054353,
    4.7383719270581175e-05,
    2.5325891365988257e-06,
    -1.5404069839913e-06,
    -8.474960630061696e-09,
    5.185338601094672e-08,
    -2.8281293276602497e-10,
    -1.9486566378891076e-09,
    -2.491945496827567e-11,
    7.957248719448846e-11,
    4.618414179155219e-12,
    -3.290856124224385e-12,
    -4.36538404380973e-13,
    1.2300711839232774e-13,
    3.2414173582086784e-14,
    -3.0532395587325663e-15
  };

  private static final double SQRT_2_PI = 2.5066282746310002;

  @Override
  public String name() {
    return "GELU";
  }

  @Override
  public double of(double u) {
    return u * distribution(u, density(u));
  }

  @Override
  public double derivative(double u, double z) {
    double density = density(u);
    return distribution(u, density) + u * density;
  }

  /** phi(u). */
  private static double density(double u) {
    return StrictMath.exp(-u * u / 2) / SQRT_2_PI;
  }

  /** Phi(u), given phi(u). */
  private static double distribution(double u, double density) {
    double a = Math.abs(u);
    double t = (a - 4) / (a + 4);
    double next = 0;
    double sum = 0;
    for (int k = COEFFICIENTS.length - 1; k > 0; k--) {
      double before = next;
      next = sum;
      sum = 2 * t * sum - before + COEFFICIENTS[k];
    }
    double tail = density * ((t * sum - next + COEFFICIENTS[0]) / (a + 4));
    return u > 0 ? 1 - tail : tail;
  }
}
