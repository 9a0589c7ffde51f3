package dev.lockstep.rows;

/** Numbers in [0, 1) that scripts of golden figures make, too: {@code (hash(...) >>> 11) 2^-53}. */
public final class HashedFraction {
  private HashedFraction() {}

  /** Of two words. */
  public static double of(long a, long b) {
    return SplitMix64.fraction(SplitMix64.hash(a, b));
  }

  /** Of three words. */
  public static double of(long a, long b, long c) {
    return SplitMix64.fraction(SplitMix64.hash(a, b, c));
  }
}
