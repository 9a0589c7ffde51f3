package dev.lockstep.scale;

import dev.lockstep.io.InvalidInputException;
import java.io.Serializable;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.IntToLongFunction;

/**
 * What a learned scaling has to know of the columns of some rows. Statistics of disjoint rows
 * merge, in any order and to the same bits, to those of all: {@code minmax} keeps the least and the
 * greatest number of each column, {@code standard} the sums S of x and Q of x^2, both {@linkplain
 * ExactSum exact}.
 *
 * <p>Of N rows the mean is S / N and the variance (N Q - S^2) / N^2, both the correctly rounded
 * values of the exact ones; the standard deviation is the square root of the rounded variance,
 * rounded again, after scaling by a power of 4 where the variance would leave the range of a
 * double. Not thread-safe.
 */
public final class ColumnStats implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The driver takes the statistics of all partitions as long as these are no more columns. */
  private static final int MOST_COLUMNS = 1 << 17;

  private final ScaleKind kind;
  private final String set;
  private final Columns columns;
  private final int width;

  /** Of {@code standard}; null for a column without a number other than 0. */
  private final ExactSum[] sums;

  private final ExactSum[] squares;

  /** Of {@code minmax}, zeros not counted. */
  private final double[] least;

  private final double[] greatest;
  private final long[] nonZeros;

  /**
   * No rows yet.
   *
   * @param kind a kind that is learned
   * @param set the name of the data set, for messages
   * @param columns their names
   * @param width how many there are, d0
   */
  public ColumnStats(ScaleKind kind, String set, Columns columns, int width) {
    this.kind = kind;
    this.set = set;
    this.columns = columns;
    this.width = width;
    boolean isStandard = kind == ScaleKind.STANDARD;
    sums = new ExactSum[isStandard ? width : 0];
    squares = new ExactSum[sums.length];
    least = new double[isStandard ? 0 : width];
    greatest = new double[least.length];
    nonZeros = new long[least.length];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    Arrays.fill(greatest, Double.NEGATIVE_INFINITY);
  }

  /**
   * Whether statistics of so many partitions can be sent to the driver one by one.
   *
   * @return false if they should be merged on the way
   */
  public static boolean areSmall(int width, int partitions) {
    return (long) width * partitions <= MOST_COLUMNS;
  }

  /** The kind of scaling that can be learned from these. */
  public ScaleKind kind() {
    return kind;
  }

  /**
   * Adds rows.
   *
   * @param numbers row by row, from the array's beginning
   * @param rows how many rows
   * @param numberOf the number of each row from 0, for messages
   * @throws InvalidInputException if a number is not finite
   */
  public void addRows(double[] numbers, int rows, IntToLongFunction numberOf) {
    for (int row = 0; row < rows; row++) {
      long number = numberOf.applyAsLong(row);
      for (int j = 0; j < width; j++) {
        add(j, numbers[row * width + j], number);
      }
    }
  }

  /**
   * Adds a number.
   *
   * @param column from 0
   * @param x the number
   * @param row the number of its row, for messages
   * @throws InvalidInputException if it is not finite
   */
  public void add(int column, double x, long row) {
    if (!Double.isFinite(x)) {
      throw new InvalidInputException(
          "Row %s of the %s set: column %s is %s, which cannot be scaled. Use finite numbers."
              .formatted(row, set, columns.nameOf(column), x));
    }
    if (x == 0) {
      return;
    }
    if (kind == ScaleKind.STANDARD) {
      if (sums[column] == null) {
        sums[column] = new ExactSum();
        squares[column] = new ExactSum();
      }
      sums[column].add(x);
      squares[column].addSquare(x);
    } else {
      least[column] = Math.min(least[column], x);
      greatest[column] = Math.max(greatest[column], x);
      nonZeros[column]++;
    }
  }

  /**
   * Takes over the statistics of other rows.
   *
   * @param other of the same kind and columns; not to be used any more
   * @return this
   */
  public ColumnStats merge(ColumnStats other) {
    for (int j = 0; j < sums.length; j++) {
      if (sums[j] == null) {
        sums[j] = other.sums[j];
        squares[j] = other.squares[j];
      } else if (other.sums[j] != null) {
        sums[j].add(other.sums[j]);
        squares[j].add(other.squares[j]);
      }
    }
    for (int j = 0; j < least.length; j++) {
      least[j] = Math.min(least[j], other.least[j]);
      greatest[j] = Math.max(greatest[j], other.greatest[j]);
      nonZeros[j] += other.nonZeros[j];
    }
    return this;
  }

  /**
   * The scaling that these rows teach.
   *
   * @param rows N, all of which were added
   * @throws InvalidInputException if the span of a column is not finite
   */
  public Scaling scaling(long rows) {
    double[] offsets = new double[width];
    double[] divisors = new double[width];
    for (int j = 0; j < width; j++) {
      if (kind == ScaleKind.STANDARD) {
        finishStandard(j, rows, offsets, divisors);
      } else {
        boolean hasZero = nonZeros[j] < rows;
        offsets[j] = hasZero ? Math.min(0, least[j]) : least[j];
        divisors[j] = (hasZero ? Math.max(0, greatest[j]) : greatest[j]) - offsets[j];
      }
      if (Double.isInfinite(divisors[j])) {
        throw new InvalidInputException(
            "Column %s of the %s set spans more than a double can hold. Use --scale standard."
                .formatted(columns.nameOf(j), set));
      }
    }
    return Scaling.of(kind, columns, offsets, divisors);
  }

  private void finishStandard(int j, long rows, double[] offsets, double[] divisors) {
    if (sums[j] != null) {
      int half = Math.min(sums[j].lowest(0), Math.floorDiv(squares[j].lowest(0), 2));
      BigInteger n = BigInteger.valueOf(rows);
      BigInteger s = sums[j].in(half);
      BigInteger q = squares[j].in(2 * half);
      offsets[j] = ExactSum.quotient(s, n, 32 * half);
      divisors[j] = root(n.multiply(q).subtract(s.multiply(s)), n.multiply(n), 2 * 32 * half);
    }
  }

  /** {@code sqrt(n 2^exponent / d)}; the exponent is even. */
  private static double root(BigInteger n, BigInteger d, int exponent) {
    if (n.signum() == 0) {
      return 0;
    }
    double plain = ExactSum.quotient(n, d, exponent);
    if (plain >= Double.MIN_NORMAL && plain <= Double.MAX_VALUE) {
      return Math.sqrt(plain);
    }
    int by = (exponent + n.bitLength() - d.bitLength()) / 2;
    return StrictMath.scalb(Math.sqrt(ExactSum.quotient(n, d, exponent - 2 * by)), by);
  }
}
