package dev.lockstep.evaluate;

import java.util.List;

/**
 * How well each of more than two classes is told from all others by its probability.
 *
 * @param rocAuc of each class, by index: the area under the curve of its rows against the rest; NaN
 *     for a class without rows. Empty where there are too many scores to sort
 */
public record OneVersusRest(List<Double> rocAuc) implements Finding {
  private static final long serialVersionUID = 1L;

  /** Copies the list. */
  public OneVersusRest {
    rocAuc = List.copyOf(rocAuc);
  }

  /**
   * The mean over the classes, each of the same weight, as scikit-learn's {@code roc_auc_score}
   * with {@code multi_class="ovr"}.
   *
   * @return NaN where a class has no rows
   */
  public double macroRocAuc() {
    return rocAuc.stream().mapToDouble(Double::doubleValue).sum() / rocAuc.size();
  }
}
