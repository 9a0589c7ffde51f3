package dev.lockstep.linalg;

import org.apache.spark.unsafe.Platform;

/**
 * Where an array's numbers lie in the lines of the cache. The widest registers are as long as a
 * line: to load one from anywhere else than a line's beginning takes two lines, and twice the time.
 *
 * <p>Java tells no addresses, and the garbage collector changes them. So the address is read where
 * the JVM itself keeps it, in an array of references: as 64 bits, or compressed to 32 that count
 * bytes or eights. Where a JVM should keep it in another way, products are slower, and no bit is
 * another.
 */
final class CacheLine {
  /** Numbers in a line of 64 bytes. */
  static final int NUMBERS = 8;

  /** Where the elements of an array begin, be they numbers or references. */
  private static final int HEADER = Platform.DOUBLE_ARRAY_OFFSET;

  private static final boolean COUNTS_BYTES = countsBytes();

  private CacheLine() {}

  /**
   * How many numbers stand before the first that begins a line.
   *
   * @param values an array
   * @return 0 to 7, until the garbage collector moves the array
   */
  static int lead(double[] values) {
    return (int) -((address(values) + HEADER) >> 3) & (NUMBERS - 1);
  }

  /** The lower bits of an address. */
  private static long address(Object object) {
    Object[] twice = {object, object};
    long reference = Platform.getInt(twice, HEADER);
    boolean isCompressed = reference == Platform.getInt(twice, HEADER + 4);
    return isCompressed && !COUNTS_BYTES ? reference << 3 : reference;
  }

  /**
   * Arrays of 24 bytes begin at every multiple of 8, whose last three bits are 0 in bytes alone.
   */
  private static boolean countsBytes() {
    int bits = 0;
    for (int i = 0; i < 64; i++) {
      bits |= Platform.getInt(new Object[] {new double[1]}, HEADER);
    }
    return (bits & 7) == 0;
  }
}
