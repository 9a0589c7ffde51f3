package dev.lockstep.rows;

import java.io.Serializable;
import java.util.Arrays;

/**
 * What the rows of a block or chunk are to be learned as, t: of each row the index of a class, or T
 * numbers; and how much each row counts: by its own weight, and in learning by that of its class,
 * too. Immutable.
 */
public final class Targets implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[] classes;
  private final double[] numbers;
  private final int width;
  private final double[] weights;

  /** Of each of the T numbers what 1 is in its own unit; null where they have not been scaled. */
  private final double[] units;

  /** Of each class, how much its rows count in learning; null where all count the same. */
  private final double[] classWeights;

  private Targets(
      int[] classes,
      double[] numbers,
      int width,
      double[] weights,
      double[] units,
      double[] classWeights) {
    this.classes = classes;
    this.numbers = numbers;
    this.width = width;
    this.weights = weights;
    this.units = units;
    this.classWeights = classWeights;
  }

  /**
   * Classes.
   *
   * @param classes of each row the index of its class; taken over
   */
  public static Targets ofClasses(int[] classes) {
    return new Targets(classes, null, 0, null, null, null);
  }

  /**
   * Numbers.
   *
   * @param numbers shape (rows, T), row by row; taken over
   * @param width T, at least 1
   */
  public static Targets ofNumbers(double[] numbers, int width) {
    return new Targets(null, numbers, width, null, null, null);
  }

  /**
   * The same with weights.
   *
   * @param perRow one for each row, finite and at least 0; taken over
   */
  public Targets withWeights(double[] perRow) {
    return new Targets(classes, numbers, width, perRow, units, classWeights);
  }

  /**
   * The same classes, whose rows count by their class in learning.
   *
   * @param perClass finite and at least 0; taken over, null for 1
   */
  Targets withClassWeights(double[] perClass) {
    return new Targets(classes, numbers, width, weights, units, perClass);
  }

  /**
   * The same numbers, which have been scaled.
   *
   * @param perNumber of each of the T what 1 is in its own unit; taken over, null for 1
   */
  Targets inUnits(double[] perNumber) {
    return new Targets(classes, numbers, width, weights, perNumber, classWeights);
  }

  /**
   * What classes stand for.
   *
   * @param meanings a row for each class
   * @return of each row the targets of its class's row; weights stay
   */
  Targets resolved(Targets meanings) {
    if (meanings.areClasses()) {
      int[] meant = Arrays.stream(classes).map(k -> meanings.classes[k]).toArray();
      return new Targets(meant, null, 0, weights, null, meanings.classWeights);
    }
    double[] meant = new double[rows() * meanings.width];
    for (int row = 0; row < rows(); row++) {
      int from = classes[row] * meanings.width;
      System.arraycopy(meanings.numbers, from, meant, row * meanings.width, meanings.width);
    }
    return new Targets(null, meant, meanings.width, weights, meanings.units, null);
  }

  /** Whether a row has a target: not if its class is -1, or one of its numbers NaN. */
  public boolean isKnown(int row) {
    if (areClasses()) {
      return classes[row] >= 0;
    }
    boolean isKnown = true;
    for (int k = 0; k < width; k++) {
      isKnown &= !Double.isNaN(number(row, k));
    }
    return isKnown;
  }

  /** How many rows there are. */
  public int rows() {
    return areClasses() ? classes.length : numbers.length / width;
  }

  /** Whether they are classes, or else numbers. */
  public boolean areClasses() {
    return classes != null;
  }

  /** The index of a row's class. */
  public int classOf(int row) {
    return classes[row];
  }

  /** t[k] of a row, a target that is a number. */
  public double number(int row, int k) {
    return numbers[row * width + k];
  }

  /** What a difference of 1 of t[k] is in the target's own unit. */
  public double unit(int k) {
    return units == null ? 1 : units[k];
  }

  /** T, the numbers of a row; 0 for classes. */
  public int width() {
    return width;
  }

  /** Whether rows count differently in learning. */
  public boolean areWeighted() {
    return haveOwnWeights() || classWeights != null;
  }

  /** Whether rows have weights of their own. */
  public boolean haveOwnWeights() {
    return weights != null;
  }

  /** How much a row counts in learning: its own weight times that of its class. */
  public double weight(int row) {
    double own = ownWeight(row);
    return classWeights == null ? own : own * classWeights[classes[row]];
  }

  /** How much a row counts in what is measured: 1 where rows have no weights of their own. */
  public double ownWeight(int row) {
    return weights == null ? 1 : weights[row];
  }

  /** Gathers the targets of rows. Not thread-safe. */
  static final class Builder {
    private int rows;
    private int[] classes = {};
    private double[] numbers = {};
    private int width;
    private double[] weights;
    private double[] units;
    private double[] classWeights;

    /**
     * Adds rows.
     *
     * @param more of the same kind as those before
     * @param from the first of them
     * @param count how many
     * @param codeOf what each class index becomes; null if it stays
     */
    void add(Targets more, int from, int count, int[] codeOf) {
      int end = rows + count;
      if (more.areClasses()) {
        classWeights = more.classWeights;
        classes = end > classes.length ? Arrays.copyOf(classes, room(end)) : classes;
        for (int row = 0; row < count; row++) {
          int index = more.classes[from + row];
          classes[rows + row] = codeOf == null ? index : codeOf[index];
        }
      } else {
        width = more.width;
        units = more.units;
        numbers =
            end * width > numbers.length ? Arrays.copyOf(numbers, room(end) * width) : numbers;
        System.arraycopy(more.numbers, from * width, numbers, rows * width, count * width);
      }
      if (more.haveOwnWeights() || weights != null) {
        int weighted = weights == null ? 0 : weights.length;
        if (end > weighted) {
          weights = weights == null ? new double[room(end)] : Arrays.copyOf(weights, room(end));
          Arrays.fill(weights, weighted, weights.length, 1);
        }
        for (int row = 0; row < count; row++) {
          weights[rows + row] = more.ownWeight(from + row);
        }
      }
      rows = end;
    }

    private static int room(int rows) {
      return Math.max(16, rows + rows / 2);
    }

    /** Takes the targets out; null without rows. */
    Targets build() {
      if (rows == 0) {
        return null;
      }
      Targets built =
          new Targets(
              width == 0 ? Arrays.copyOf(classes, rows) : null,
              width == 0 ? null : Arrays.copyOf(numbers, rows * width),
              width,
              weights == null ? null : Arrays.copyOf(weights, rows),
              units,
              classWeights);
      rows = 0;
      width = 0;
      weights = null;
      units = null;
      classWeights = null;
      return built;
    }
  }
}
