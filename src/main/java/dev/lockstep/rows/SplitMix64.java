package dev.lockstep.rows;

/**
 * Chance without state: what is drawn depends on the numbers that it is drawn for and on nothing
 * else, so that any task can draw it. The finaliser of SplitMix64 (G. L. Steele, D. Lea, C. H.
 * Flood, "Fast splittable pseudorandom number generators", 2014):
 *
 * <pre>
 * mix(z):      z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9
 *              z = (z ^ (z >>> 27)) * 0x94d049bb133111eb
 *              z ^ (z >>> 31)
 * hash(a):     mix(a + G)                  G = 0x9e3779b97f4a7c15
 * hash(a, b):  mix(hash(a) + b + G)        and so on for more
 * </pre>
 *
 * <p>All of it modulo 2^64.
 */
public final class SplitMix64 {
  private static final long GAMMA = 0x9e3779b97f4a7c15L;

  private SplitMix64() {}

  /** {@code hash(a)}: a bijection that leaves no bit unmixed. */
  public static long hash(long a) {
    long z = a + GAMMA;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** {@code hash(a, b)}. */
  public static long hash(long a, long b) {
    return hash(hash(a) + b);
  }

  /** {@code hash(a, b, c)}. */
  public static long hash(long a, long b, long c) {
    return hash(hash(a, b) + c);
  }

  /** {@code (bits >>> 11) / 2^53}: the first 53 bits of a hash as a fraction from 0 to below 1. */
  public static double fraction(long bits) {
    return (bits >>> 11) * 0x1p-53;
  }
}
