package dev.lockstep.scale;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.linalg.SparseRows;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * How the numbers of a file become x, column by column:
 *
 * <pre>
 * none:              x = number
 * unit:              x = float32(number / 255)            of whole numbers from 0 to 255
 * minmax, standard:  x = (number - offset) / divisor      0 where the divisor is 0: a constant column
 * </pre>
 *
 * <p>A learned scaling depends on the training rows alone ({@link ColumnStats}). Its x is never
 * negative zero. Immutable.
 */
public final class Scaling implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Numbers, offsets and inverse divisors up to this bound cannot overflow when scaled. */
  private static final double MODEST = 1e100;

  private static final Scaling NONE =
      of(ScaleKind.NONE, Columns.NONE, new double[0], new double[0]);

  private final ScaleKind kind;
  private final Columns columns;
  private final double[] offsets;
  private final double[] divisors;

  /** Offset 0 and an infinite divisor for a constant column, so that it needs no special case. */
  private final transient double[] from;

  private final transient double[] by;

  private final transient boolean isModest;

  /** The columns in which x is not 0 where the number is, and what it is there. */
  private final transient int[] shifted;

  private final transient double[] atZero;

  private Scaling(ScaleKind kind, Columns columns, double[] offsets, double[] divisors) {
    this.kind = kind;
    this.columns = columns;
    this.offsets = offsets;
    this.divisors = divisors;
    from = offsets.clone();
    by = divisors.clone();
    boolean modest = true;
    int[] notZero = new int[from.length];
    int count = 0;
    for (int j = 0; j < from.length; j++) {
      if (divisors[j] == 0) {
        from[j] = 0;
        by[j] = Double.POSITIVE_INFINITY;
      }
      modest &= Math.abs(from[j]) <= MODEST && 1 / by[j] <= MODEST;
      if (from[j] != 0) {
        notZero[count++] = j;
      }
    }
    isModest = modest;
    shifted = Arrays.copyOf(notZero, count);
    atZero = Arrays.stream(shifted).mapToDouble(j -> (0 - from[j]) / by[j] + 0.0).toArray();
  }

  private Object readResolve() {
    return new Scaling(kind, columns, offsets, divisors);
  }

  /** Numbers stay as they are. */
  public static Scaling none() {
    return NONE;
  }

  /** The scaling of images, of any number of columns. */
  public static Scaling unit() {
    return of(ScaleKind.UNIT, Columns.NONE, new double[0], new double[0]);
  }

  /**
   * Given numbers.
   *
   * @param kind how they are used
   * @param columns the names of the columns
   * @param offsets what is subtracted, for each column; none for a kind that learns nothing
   * @param divisors what that is divided by, for each column, 0 for a constant one; as many
   * @return a scaling by copies of them
   * @throws IllegalArgumentException if there are not as many as there have to be, one is not
   *     finite or a divisor is negative
   */
  public static Scaling of(ScaleKind kind, Columns columns, double[] offsets, double[] divisors) {
    if (offsets.length != divisors.length || kind.isLearned() != (offsets.length > 0)) {
      throw new IllegalArgumentException(
          "%d offsets and %d divisors for the scaling %s"
              .formatted(offsets.length, divisors.length, kind));
    }
    for (int j = 0; j < offsets.length; j++) {
      if (!Double.isFinite(offsets[j]) || !Double.isFinite(divisors[j]) || divisors[j] < 0) {
        throw new IllegalArgumentException(
            "column %s has offset %s and divisor %s"
                .formatted(columns.nameOf(j), offsets[j], divisors[j]));
      }
    }
    return new Scaling(kind, columns, offsets.clone(), divisors.clone());
  }

  /** How numbers are scaled. */
  public ScaleKind kind() {
    return kind;
  }

  /** The names of the columns. */
  public Columns columns() {
    return columns;
  }

  /** What is subtracted, by column; empty for a kind that learns nothing. */
  public List<Double> offsets() {
    return Arrays.stream(offsets).boxed().toList();
  }

  /** What that is divided by, by column, 0 for constant ones; as many as {@link #offsets}. */
  public List<Double> divisors() {
    return Arrays.stream(divisors).boxed().toList();
  }

  /** Whether x of sparse rows is sparse: it is 0 where the number is 0 in most columns. */
  public boolean keepsSparse() {
    return shifted.length == 0 || SparseRows.isWorthSparse(1, from.length, shifted.length);
  }

  /**
   * Whether any numbers of at most 1e100 scale to finite ones.
   *
   * @return false for {@code unit}, which takes bytes alone
   */
  public boolean takesModestNumbers() {
    return isModest && kind != ScaleKind.UNIT;
  }

  /** Whether all numbers are at most 1e100, negative or not. */
  public static boolean areModest(double[] numbers, int start, int count) {
    boolean modest = true;
    for (int i = start; i < start + count; i++) {
      modest &= Math.abs(numbers[i]) <= MODEST;
    }
    return modest;
  }

  /**
   * Checks and scales rows in place.
   *
   * @param x numbers as they were read, row by row, from the array's beginning
   * @param rows how many rows there are, at least 1
   * @param first the number of the first, for messages
   * @param width numbers in a row
   * @throws InvalidInputException if the scaling cannot take a number
   * @throws IllegalArgumentException if it has learned more or fewer columns
   */
  public void apply(double[] x, int rows, long first, int width) {
    if (kind == ScaleKind.NONE) {
      return;
    }
    if (kind.isLearned() && width != offsets.length) {
      throw new IllegalArgumentException(
          "row %d has %d numbers, the scaling is of %d columns"
              .formatted(first, width, offsets.length));
    }
    for (int row = 0; row < rows; row++) {
      int start = row * width;
      if (takesModestNumbers() && areModest(x, start, width)) {
        scale(x, start, 1);
      } else {
        for (int j = 0; j < width; j++) {
          x[start + j] = checked(x[start + j], j, first + row);
        }
      }
    }
  }

  private double checked(double number, int column, long row) {
    if (kind == ScaleKind.UNIT) {
      if (!kind.takes(number)) {
        throw fault(number, column, row, "takes whole numbers from 0 to 255 only");
      }
      return Pixels.valueOf((byte) (int) number);
    }
    double x = (number - from[column]) / by[column] + 0.0;
    if (!Double.isFinite(x) || !Double.isFinite(number)) {
      throw fault(number, column, row, "cannot scale it to a finite number");
    }
    return x;
  }

  private InvalidInputException fault(double number, int column, long row, String why) {
    return new InvalidInputException(
        "Row %s: column %s is %s; --scale %s %s. Correct the row, or train with another --scale."
            .formatted(row, columns.nameOf(column), number, kind, why));
  }

  /**
   * Scales rows in place by what was learned; nothing is checked.
   *
   * @param x numbers as they were read, row by row, from {@code start} on
   * @param start where the first row begins
   * @param rows how many rows there are
   */
  public void scale(double[] x, int start, int rows) {
    for (int row = 0; row < rows; row++) {
      int at = start + row * from.length;
      for (int j = 0; j < from.length; j++) {
        x[at + j] = (x[at + j] - from[j]) / by[j] + 0.0;
      }
    }
  }

  /**
   * Scales the last rows of some without zeros, in place, by what was learned; nothing is checked.
   *
   * @param x numbers as they were read; those that x is not 0 without come in
   * @param first the first row to be scaled
   */
  public void scaleSparse(SparseRows x, int first) {
    if (!kind.isLearned()) {
      return;
    }
    double[] values = x.values();
    for (int i = x.starts()[first]; i < x.starts()[x.rows()]; i++) {
      int j = x.columns()[i];
      values[i] = (values[i] - from[j]) / by[j] + 0.0;
    }
    if (shifted.length > 0) {
      x.complete(first, shifted, atZero);
    }
  }
}
