package dev.lockstep.rows;

import java.io.Serializable;
import java.util.Objects;
import org.apache.spark.ml.linalg.Vector;

/**
 * A row of a data set: x with its label.
 *
 * @param index the row's number in its data set, from 0
 * @param label as the data writes it: a class such as {@code "7"}, or numbers between commas
 * @param features x, of shape (d0)
 * @param weight how much the row counts, finite and at least 0
 */
public record LabeledVector(long index, String label, Vector features, double weight)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * Checks that the row is whole.
   *
   * @throws NullPointerException without a label or features
   * @throws IllegalArgumentException if the weight is negative or not finite
   */
  public LabeledVector {
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(features, "features");
    if (!(weight >= 0 && Double.isFinite(weight))) {
      throw new IllegalArgumentException(
          "Row %d weighs %s, not a finite number of 0 or more".formatted(index, weight));
    }
  }

  /** A row that counts as others do. */
  public LabeledVector(long index, String label, Vector features) {
    this(index, label, features, 1);
  }
}
