package dev.lockstep.evaluate;

import java.io.Serializable;
import org.apache.spark.ml.linalg.DenseVector;

/**
 * A mistake with the row that it was made on, to be looked at.
 *
 * @param mistake what happened
 * @param features x as the file has it, length d0; of an image, pixels 0 to 255 row by row
 */
public record MistakeImage(Mistake mistake, DenseVector features)
    implements Comparable<MistakeImage>, Serializable {
  private static final long serialVersionUID = 1L;

  /** In the order of the mistakes. */
  @Override
  public int compareTo(MistakeImage other) {
    return mistake.compareTo(other.mistake);
  }
}
