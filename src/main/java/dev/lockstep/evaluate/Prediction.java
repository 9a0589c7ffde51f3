package dev.lockstep.evaluate;

import java.io.Serializable;
import org.apache.spark.ml.linalg.DenseVector;

/**
 * What a network says of a row.
 *
 * @param row its number, from 0
 * @param predicted the label that the data would have: the most probable class (the first of
 *     equals)
 * @param outputs y; of classes their probabilities, which add up to 1
 */
public record Prediction(long row, String predicted, DenseVector outputs) implements Serializable {
  private static final long serialVersionUID = 1L;
}
