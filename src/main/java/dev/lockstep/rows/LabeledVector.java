package dev.lockstep.rows;

import java.io.Serializable;
import java.util.Objects;
import org.apache.spark.ml.linalg.Vector;

/**
 * A row of a data set: x with its class.
 *
 * @param index the row's number in its data set, from 0
 * @param label the class as the data writes it, such as {@code "7"}
 * @param features x, of shape (d0)
 */
public record LabeledVector(long index, String label, Vector features) implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * Checks that the row is whole.
   *
   * @throws NullPointerException without a label or features
   */
  public LabeledVector {
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(features, "features");
  }
}
