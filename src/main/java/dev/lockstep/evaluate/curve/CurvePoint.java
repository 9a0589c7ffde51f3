package dev.lockstep.evaluate.curve;

import java.io.Serializable;

/**
 * What comes of calling the rows positive whose score is at least a threshold.
 *
 * @param threshold a score that occurs; infinite where no row is called positive
 * @param truePositives positive rows among those, each by its weight
 * @param falsePositives negative rows among those, likewise
 */
public record CurvePoint(double threshold, double truePositives, double falsePositives)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Where every curve begins: no row is called positive. */
  public static final CurvePoint NONE = new CurvePoint(Double.POSITIVE_INFINITY, 0, 0);
}
