package dev.lockstep.rows;

import dev.lockstep.io.InvalidInputException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import scala.Tuple2;

/**
 * How the numbers of a file become x, column by column: {@code (number - offset) / divisor}, 0
 * where the divisor is 0, for the column is constant; the kinds that learn nothing have neither.
 *
 * <p>What is learned depends on the training rows alone: sums are {@linkplain ExactSum exact}, so
 * no order and no number of partitions changes a bit. Never is x a negative zero. Nothing changes a
 * scaling, so any number of threads may use it.
 */
public final class Scaling implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ScaleKind kind;
  private final Columns columns;
  private final LinearScaling linear;

  private Scaling(ScaleKind kind, Columns columns, double[] offsets, double[] divisors) {
    this.kind = kind;
    this.columns = columns;
    linear = new LinearScaling(offsets, divisors);
  }

  /** Numbers stay as they are. */
  public static Scaling none() {
    return of(ScaleKind.NONE, Columns.NONE, new double[0], new double[0]);
  }

  /**
   * Given numbers.
   *
   * @param kind how they are used
   * @param columns what the columns are called
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

  /**
   * The scaling of images: a byte b becomes float32(b / 255).
   *
   * @return a scaling of any number of columns
   */
  public static Scaling unit() {
    return of(ScaleKind.UNIT, Columns.NONE, new double[0], new double[0]);
  }

  /**
   * Learns a scaling from the training set, in one Spark job; of the kinds that learn nothing,
   * none.
   *
   * @param kind which
   * @param train the training set as it was read
   * @return the scaling of its columns
   * @throws InvalidInputException if a number or the span of a column is not finite
   */
  public static Scaling learn(ScaleKind kind, Dataset train) {
    if (!kind.isLearned()) {
      return of(kind, train.columns(), new double[0], new double[0]);
    }
    double[] offsets = new double[train.features()];
    double[] divisors = new double[train.features()];
    for (Tuple2<Integer, double[][]> slice : SummariseColumns.of(kind, train)) {
      int from = slice._1 * ColumnSummary.COLUMNS;
      System.arraycopy(slice._2[0], 0, offsets, from, slice._2[0].length);
      System.arraycopy(slice._2[1], 0, divisors, from, slice._2[1].length);
    }
    for (int j = 0; j < divisors.length; j++) {
      if (Double.isInfinite(divisors[j])) {
        throw new InvalidInputException(
            "Column %s of the %s set spans more than a double can hold. Use --scale standard."
                .formatted(train.columns().nameOf(j), train.name()));
      }
    }
    return new Scaling(kind, train.columns(), offsets, divisors);
  }

  /**
   * Scales a data set, row by row, whenever it is read.
   *
   * @param data as it was read, of the same columns
   * @return x; rows without their zeros stay so where 0 stays 0 in every column
   */
  public Dataset apply(Dataset data) {
    return kind == ScaleKind.NONE ? data : data.scaledBy(this);
  }

  /**
   * Whether a row is better scaled later, by {@link #linear} or as bytes: it takes less room
   * before, no fault is to be feared, and it does not lose zeros that need no room.
   */
  public boolean isForLater(Vector numbers) {
    if (!kind.isLearned()) {
      return kind == ScaleKind.UNIT && Pixels.areRaw(numbers);
    }
    double[] given = numbers instanceof SparseVector s ? s.values() : numbers.toArray();
    return !(numbers instanceof SparseVector && linear.keepsZeros())
        && numbers.size() == linear.columns()
        && linear.isSafe(given, 0, given.length);
  }

  /** The scaling of a kind that is learned. */
  public LinearScaling linear() {
    return linear;
  }

  private void requireWidth(int numbers, long row) {
    if (kind.isLearned() && numbers != linear.columns()) {
      throw new IllegalArgumentException(
          "row %d has %d numbers, the scaling is of %d columns"
              .formatted(row, numbers, linear.columns()));
    }
  }

  /**
   * Scales a vector.
   *
   * @param numbers as they were read; unchanged
   * @param row its number, for messages
   * @return x
   * @throws InvalidInputException if the scaling cannot take a number
   * @throws IllegalArgumentException if there are more or fewer than it has learned columns
   */
  public Vector apply(Vector numbers, long row) {
    if (kind == ScaleKind.NONE) {
      return numbers;
    }
    requireWidth(numbers.size(), row);
    if (numbers instanceof SparseVector sparse && (!kind.isLearned() || linear.keepsZeros())) {
      double[] x = new double[sparse.indices().length];
      for (int i = 0; i < x.length; i++) {
        x[i] = apply(sparse.values()[i], sparse.indices()[i], row);
      }
      return Vectors.sparse(sparse.size(), sparse.indices(), x);
    }
    double[] x = numbers instanceof DenseVector dense ? dense.values().clone() : numbers.toArray();
    apply(x, 1, row, x.length);
    return new DenseVector(x);
  }

  /**
   * Scales rows in place.
   *
   * @param x numbers as they were read, row by row, from the array's beginning
   * @param rows how many rows there are, at least 1
   * @param first the number of the first, for messages
   * @param features numbers in a row
   * @throws InvalidInputException if the scaling cannot take a number
   * @throws IllegalArgumentException if it has learned more or fewer columns
   */
  public void apply(double[] x, int rows, long first, int features) {
    if (kind == ScaleKind.NONE) {
      return;
    }
    requireWidth(features, first);
    for (int row = 0; row < rows; row++) {
      int start = row * features;
      if (kind.isLearned() && linear.isSafe(x, start, features)) {
        linear.apply(x, start, 1);
      } else {
        for (int j = 0; j < features; j++) {
          x[start + j] = apply(x[start + j], j, first + row);
        }
      }
    }
  }

  private double apply(double number, int column, long row) {
    if (kind == ScaleKind.UNIT) {
      if (!Pixels.isRaw(number)) {
        throw fault(number, column, row, "takes whole numbers from 0 to 255 alone");
      }
      return Pixels.VALUES[(int) number];
    }
    double x = linear.of(number, column);
    if (!Double.isFinite(x)) {
      throw fault(number, column, row, "makes no number of that");
    }
    return x;
  }

  private InvalidInputException fault(double number, int column, long row, String why) {
    return new InvalidInputException(
        "Row %s: column %s is %s; --scale %s %s. Correct the row, or train with another --scale."
            .formatted(row, columns.nameOf(column), number, kind, why));
  }

  /**
   * How numbers are scaled.
   *
   * @return the kind
   */
  public ScaleKind kind() {
    return kind;
  }

  /**
   * What the columns are called.
   *
   * @return their names
   */
  public Columns columns() {
    return columns;
  }

  /**
   * What is subtracted.
   *
   * @return by column; empty for a kind that learns nothing
   */
  public List<Double> offsets() {
    return Arrays.stream(linear.offsets()).boxed().toList();
  }

  /**
   * What that is divided by.
   *
   * @return by column, 0 for constant ones; empty for a kind that learns nothing
   */
  public List<Double> divisors() {
    return Arrays.stream(linear.divisors()).boxed().toList();
  }
}
