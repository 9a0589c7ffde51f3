package dev.lockstep.evaluate;

/**
 * Where a rate lies with a confidence of 95 %.
 *
 * @param low 0 or more
 * @param high 1 or less
 */
public record Interval(double low, double high) {
  /** The normal distribution's quantile at 0.975. */
  private static final double Z = 1.959963984540054;

  /**
   * Wilson's score interval, {@code (p + z^2/2n -+ z sqrt(p (1 - p) / n + z^2/4n^2)) / (1 +
   * z^2/n)}: sound near 0 and 1 too, where a classifier's accuracy lies. (commons-math3's overflows
   * beyond 2^30 trials.)
   *
   * <p>E. B. Wilson, "Probable inference, the law of succession, and statistical inference", 1927.
   *
   * @param successes k, 0 to n
   * @param trials n, at least 1
   * @return the interval about p = k / n, cut to 0 and 1
   */
  public static Interval wilson(long successes, long trials) {
    double n = trials;
    double p = successes / n;
    double centre = p + Z * Z / (2 * n);
    double half = Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
    double scale = 1 + Z * Z / n;
    return new Interval(
        successes == 0 ? 0 : (centre - half) / scale,
        successes == trials ? 1 : (centre + half) / scale);
  }
}
