package dev.lockstep.rows;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Numbers with few decimal digits, {@code x = n / 10^d}, of which the integers {@code n - least}
 * are kept in as many bits as the greatest needs: {@code 0.47318} takes 17 bits, a byte of an image
 * 8.
 *
 * <p>After "ALP: Adaptive Lossless floating-Point Compression" (A. Afroozeh, L. Kuffo, P. Boncz,
 * 2023). Every number is tried with the power that the earlier ones needed. A greater power serves
 * those as well: integers up to 2^51 and powers up to 10^22 are doubles, so that division rounds
 * the same decimal to the same number, and x times the power is nearest to its integer.
 */
final class Decimals implements Numbers {
  private static final long serialVersionUID = 1L;

  /** At most half of the bytes of doubles. */
  private static final int MOST_BITS = 32;

  private static final double MOST_POWER = 1e22;
  private static final double MOST_INTEGER = 1L << 51;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final double power;
  private final long least;
  private final int bits;

  /** Whether the greatest integer of so many bits stands for NaN. */
  private final boolean hasHoles;

  /** The integers, from the lowest bit of the first byte on, and room to read a long anywhere. */
  private final byte[] packed;

  private Decimals(double power, long least, int bits, boolean hasHoles, byte[] packed) {
    this.power = power;
    this.least = least;
    this.bits = bits;
    this.hasHoles = hasHoles;
    this.packed = packed;
  }

  /** Keeps numbers so; null if that is impossible or of little use. */
  static Decimals of(double[] numbers, int count) {
    double power = 1;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    boolean hasHoles = false;
    for (int i = 0; i < count; i++) {
      double x = numbers[i];
      low = x < low ? x : low;
      high = x > high ? x : high;
      while (!isDecimal(x, power)) {
        if (Double.isNaN(x)) {
          hasHoles = true;
          break;
        }
        power *= 10;
        if (power > MOST_POWER || Math.max(-low, high) * power > MOST_INTEGER) {
          return null;
        }
      }
    }
    long least = low > high ? 0 : integer(low, power);
    long span = low > high ? 0 : integer(high, power) - least;
    int bits = Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(span + (hasHoles ? 1 : 0)));
    long bytes = ((long) count * bits + 7) / 8 + Long.BYTES;
    if (bits > MOST_BITS || bytes > Integer.MAX_VALUE) {
      return null;
    }
    Decimals decimals = new Decimals(power, least, bits, hasHoles, new byte[(int) bytes]);
    decimals.pack(numbers, count);
    return decimals;
  }

  private static boolean isDecimal(double x, double power) {
    return Double.doubleToRawLongBits(integer(x, power) / power) == Double.doubleToRawLongBits(x);
  }

  private static long integer(double x, double power) {
    return (long) Math.rint(x * power);
  }

  private void pack(double[] numbers, int count) {
    long hole = -1L >>> (Long.SIZE - bits);
    long word = 0;
    int filled = 0;
    int at = 0;
    for (int i = 0; i < count; i++) {
      boolean isHole = hasHoles && Double.isNaN(numbers[i]);
      long n = isHole ? hole : integer(numbers[i], power) - least;
      word |= n << filled;
      filled += bits;
      if (filled >= Long.SIZE) {
        LONGS.set(packed, at, word);
        at += Long.BYTES;
        filled -= Long.SIZE;
        word = filled == 0 ? 0 : n >>> (bits - filled);
      }
    }
    LONGS.set(packed, at, word);
  }

  @Override
  public void read(int from, int count, double[] x, int start) {
    long mask = -1L >>> (Long.SIZE - bits);
    double hole = hasHoles ? least + mask : Double.NaN;
    long bit = (long) from * bits;
    for (int i = 0; i < count; i++) {
      long word = (long) LONGS.get(packed, (int) (bit >>> 3));
      x[start + i] = least + (word >>> (bit & 7) & mask);
      bit += bits;
    }
    for (int i = start; hasHoles && i < start + count; i++) {
      x[i] = x[i] == hole ? Double.NaN : x[i];
    }
    if (power != 1) {
      for (int i = start; i < start + count; i++) {
        x[i] /= power;
      }
    }
  }
}
