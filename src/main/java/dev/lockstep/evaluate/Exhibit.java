package dev.lockstep.evaluate;

import java.io.Serializable;
import org.apache.spark.ml.linalg.DenseVector;

/**
 * A mistake with the row that it was made on, to be looked at.
 *
 * @param mistake what happened
 * @param features x, length d0; of an image, pixel / 255 row by row, 0 for the background
 */
public record Exhibit(Mistake mistake, DenseVector features)
    implements Comparable<Exhibit>, Serializable {
  private static final long serialVersionUID = 1L;

  /** In the order of the mistakes. */
  @Override
  public int compareTo(Exhibit other) {
    return mistake.compareTo(other.mistake);
  }
}
