package dev.lockstep.scale;

import dev.lockstep.io.InvalidInputException;
import java.io.Serializable;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;

/**
 * What has to be known of the columns of some rows to scale them, to fill in what is missing and to
 * tell the levels of categories. Statistics of disjoint rows merge, in any order and to the same
 * bits, to those of all: {@code minmax} keeps the least and the greatest number of each column,
 * {@code standard} and tables the sums S of x and Q of x^2, both {@linkplain ExactSum exact}, a
 * category how many rows have each level.
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

  /** A column with more different words than these holds no category. */
  public static final int MOST_LEVELS = 1 << 20;

  private final ScaleKind kind;
  private final String set;
  private final Columns columns;
  private final int width;

  /** Null where nothing may be missing. */
  private final RawColumns raw;

  /** Null for a column without a number other than 0; empty where no sums are taken. */
  private final ExactSum[] sums;

  private final ExactSum[] squares;

  /** Of {@code minmax}, zeros not counted. */
  private final double[] least;

  private final double[] greatest;
  private final long[] nonZeros;

  /** Empty where no number may be missing. */
  private final long[] missing;

  /** By column, of a category how many rows have each level, or too many. */
  private final HashMap<Integer, HashMap<String, Long>> levels = new HashMap<>();

  /**
   * What is known of a column of numbers.
   *
   * @param mean of all rows, filled in
   * @param deviation of all rows
   */
  public record Moments(double mean, double deviation) {}

  /**
   * No rows yet, of which no number may be missing.
   *
   * @param kind a kind that is learned
   * @param set the name of the data set, for messages
   * @param columns their names
   * @param width how many there are
   */
  public ColumnStats(ScaleKind kind, String set, Columns columns, int width) {
    this(kind, set, columns, width, null);
  }

  /**
   * The same of a table.
   *
   * @param kind any
   * @param raw what its columns are; null where no number may be missing
   */
  public ColumnStats(ScaleKind kind, String set, Columns columns, int width, RawColumns raw) {
    this.kind = kind;
    this.set = set;
    this.columns = columns;
    this.width = width;
    this.raw = raw;
    sums = new ExactSum[raw != null || kind == ScaleKind.STANDARD ? width : 0];
    squares = new ExactSum[sums.length];
    least = new double[kind == ScaleKind.MINMAX ? width : 0];
    greatest = new double[least.length];
    nonZeros = new long[least.length];
    missing = new long[raw == null ? 0 : width];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    Arrays.fill(greatest, Double.NEGATIVE_INFINITY);
    List<RawColumns.Raw> read = raw == null ? List.of() : raw.read();
    for (int j = 0; j < read.size(); j++) {
      if (read.get(j).isWords()) {
        levels.put(j, new HashMap<>());
      }
    }
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
   * Adds the numbers of rows; those of categories are passed over.
   *
   * @param numbers row by row, from the array's beginning
   * @param rows how many rows
   * @param numberOf the number of each row from 0, for messages
   * @throws InvalidInputException if a number is not finite; names the first column of such
   */
  public void addRows(double[] numbers, int rows, IntToLongFunction numberOf) {
    for (int j = 0; j < width; j++) {
      boolean isWords = levels.containsKey(j);
      for (int row = 0; row < rows && !isWords; row++) {
        double x = numbers[row * width + j];
        if (Double.isFinite(x)) {
          addFinite(j, x);
        } else {
          addHole(j, x, numberOf.applyAsLong(row));
        }
      }
    }
  }

  /**
   * Adds a number.
   *
   * @param column from 0
   * @param x the number; NaN where one of a table is missing
   * @param row the number of its row, for messages
   * @throws InvalidInputException if it is not finite
   */
  public void add(int column, double x, long row) {
    if (Double.isFinite(x)) {
      addFinite(column, x);
    } else {
      addHole(column, x, row);
    }
  }

  private void addFinite(int column, double x) {
    if (x == 0) {
      return;
    }
    if (sums.length > 0) {
      if (sums[column] == null) {
        sums[column] = new ExactSum();
        squares[column] = new ExactSum();
      }
      sums[column].add(x);
      squares[column].addSquare(x);
    }
    if (least.length > 0) {
      least[column] = Math.min(least[column], x);
      greatest[column] = Math.max(greatest[column], x);
      nonZeros[column]++;
    }
  }

  private void addHole(int column, double x, long row) {
    if (raw == null || !Double.isNaN(x)) {
      throw new InvalidInputException(
          "Row %s of the %s set: column %s is %s, which cannot be scaled. Use finite numbers."
              .formatted(row, set, columns.nameOf(column), x));
    }
    missing[column]++;
  }

  /** Adds rows that have a level of a category. */
  public void addLevel(int column, String level, long rows) {
    HashMap<String, Long> known = levels.get(column);
    if (known.size() <= MOST_LEVELS) { // one more than the most says that there are too many
      known.merge(level, rows, Long::sum);
    }
  }

  /** Adds rows that lack a value. */
  public void addMissing(int column, long rows) {
    missing[column] += rows;
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
    for (int j = 0; j < missing.length; j++) {
      missing[j] += other.missing[j];
    }
    other.levels.forEach((j, counts) -> counts.forEach((level, rows) -> addLevel(j, level, rows)));
    return this;
  }

  /** How many rows lack a value of a column. */
  public long missing(int column) {
    return missing.length == 0 ? 0 : missing[column];
  }

  /** How many rows have each level of a category; more than {@link #MOST_LEVELS} are too many. */
  public Map<String, Long> levels(int column) {
    return levels.get(column);
  }

  /**
   * The scaling that these rows teach, of which no number is missing.
   *
   * @param rows N, all of which were added
   * @throws InvalidInputException if the span of a column is not finite
   */
  public Scaling scaling(long rows) {
    double[] offsets = new double[width];
    double[] divisors = new double[width];
    for (int j = 0; j < width; j++) {
      Moments scale = scale(j, rows, 0);
      offsets[j] = scale.mean;
      divisors[j] = scale.deviation;
    }
    return Scaling.of(kind, columns, offsets, divisors);
  }

  /**
   * What a column is scaled by.
   *
   * @param j the column
   * @param rows N
   * @param fill what stands for missing numbers, within the span of the others
   * @return offset and divisor of a kind that is learned
   * @throws InvalidInputException if the span of the column is not finite
   */
  public Moments scale(int j, long rows, double fill) {
    Moments scale = kind == ScaleKind.STANDARD ? moments(j, rows, fill) : span(j, rows);
    if (Double.isInfinite(scale.deviation)) {
      throw new InvalidInputException(
          "Column %s of the %s set spans more than a double can hold. Use --scale standard."
              .formatted(columns.nameOf(j), set));
    }
    return scale;
  }

  private Moments span(int j, long rows) {
    boolean hasZero = nonZeros[j] < rows - missing(j);
    double low = hasZero ? Math.min(0, least[j]) : least[j];
    return new Moments(low, (hasZero ? Math.max(0, greatest[j]) : greatest[j]) - low);
  }

  /** The mean of the numbers of a column that are not missing, of which there are some. */
  public double mean(int j, long rows) {
    if (sums[j] == null) {
      return 0;
    }
    int unit = sums[j].lowest(0);
    return ExactSum.quotient(sums[j].in(unit), BigInteger.valueOf(rows - missing(j)), 32 * unit);
  }

  /**
   * Mean and deviation of a column.
   *
   * @param j the column
   * @param rows N
   * @param fill what stands for missing numbers
   */
  public Moments moments(int j, long rows, double fill) {
    ExactSum sum = sums[j] == null ? new ExactSum() : sums[j];
    ExactSum square = sums[j] == null ? new ExactSum() : squares[j];
    ExactSum one = new ExactSum();
    ExactSum oneSquare = new ExactSum();
    if (missing(j) > 0) {
      one.add(fill);
      oneSquare.addSquare(fill);
    }
    int unit = Math.min(sum.lowest(0), Math.floorDiv(square.lowest(0), 2));
    unit = Math.min(unit, Math.min(one.lowest(unit), Math.floorDiv(oneSquare.lowest(2 * unit), 2)));
    BigInteger n = BigInteger.valueOf(rows);
    BigInteger filled = BigInteger.valueOf(missing(j));
    BigInteger s = sum.in(unit).add(filled.multiply(one.in(unit)));
    BigInteger q = square.in(2 * unit).add(filled.multiply(oneSquare.in(2 * unit)));
    return new Moments(
        ExactSum.quotient(s, n, 32 * unit),
        root(n.multiply(q).subtract(s.multiply(s)), n.multiply(n), 2 * 32 * unit));
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
