package dev.lockstep.evaluate;

import dev.lockstep.rows.SeveralLabels;
import java.util.List;

/**
 * How well each of several labels is told.
 *
 * @param labels the model's labels
 * @param scores of each in their order: how its 1 is told from its 0; the support is its rows of 1
 */
public record LabelFindings(SeveralLabels labels, List<ClassScore> scores) implements Finding {
  private static final long serialVersionUID = 1L;

  /** Copies the list. */
  public LabelFindings {
    scores = List.copyOf(scores);
  }

  /** The mean over all labels, each of the same weight. */
  public ClassScore macro() {
    return ClassScore.macro(scores);
  }

  /** The mean over the labels, each weighted by its support. */
  public ClassScore weighted() {
    return ClassScore.weighted(scores);
  }
}
