package dev.lockstep.evaluate;

import java.io.Serializable;
import org.apache.spark.ml.linalg.DenseVector;

/**
 * What a network says of a row.
 *
 * @param row its place in the input, from 0
 * @param predicted the label that the data would have: the most probable class (the first of
 *     equals)
 * @param outputs y; of classes their probabilities, which add up to 1
 * @param kept cells of CSV that the row brought along, between commas; null for none
 */
public record Prediction(long row, String predicted, DenseVector outputs, String kept)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Of a row that brought nothing along. */
  public Prediction(long row, String predicted, DenseVector outputs) {
    this(row, predicted, outputs, null);
  }
}
