package dev.lockstep.evaluate.number;

import dev.lockstep.io.Json;
import java.io.Serializable;
import java.util.List;

/**
 * How well one target is predicted, in its own unit, each row by its weight, as scikit-learn's
 * metrics are. A residual is the true number less the predicted one.
 *
 * @param target its name
 * @param rmse the root of the mean squared error
 * @param mae the mean absolute error
 * @param r2 1 - (sum of squared errors) / (sum of squared differences to the mean), which is D² of
 *     squared errors; where all rows have the same number 1 if they are all predicted exactly, else
 *     0
 * @param explainedVariance 1 - (variance of the residuals) / (variance of the target); where all
 *     rows have the same number as {@code r2}
 * @param d2Absolute D² of absolute errors: 1 - (sum of absolute errors) / (sum of absolute
 *     differences to the median); where all rows have the same number as {@code r2}
 * @param d2Poisson of counts D² of the Poisson deviance: 1 - (deviance of the predictions) /
 *     (deviance of the mean); NaN for other targets, and where it is not finite
 * @param mean of the target
 * @param median of the target, as {@link #residualQuantiles}
 * @param residualQuantiles of the residuals, the least first. Without weights numpy's {@code
 *     percentile}, linear between two rows; with weights the least residual whose rows and those
 *     below have at least that share of all weight
 * @param deciles rows in ten parts by their predictions, the lowest first; parts without rows are
 *     left out
 */
public record TargetScore(
    String target,
    double rmse,
    double mae,
    double r2,
    double explainedVariance,
    double d2Absolute,
    double d2Poisson,
    double mean,
    double median,
    List<Quantile> residualQuantiles,
    List<Decile> deciles) {

  /** Copies the lists. */
  public TargetScore {
    residualQuantiles = List.copyOf(residualQuantiles);
    deciles = List.copyOf(deciles);
  }

  /**
   * A quantile.
   *
   * @param percent how much is not above it, 0 to 100
   * @param value that quantile
   */
  public record Quantile(double percent, double value) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Rows whose predictions are in one tenth: above the quantile below, up to the quantile above.
   *
   * @param decile which, 1 to 10
   * @param rows how many
   * @param weight of them together
   * @param predicted the mean prediction
   * @param truth the mean true number
   * @param residual the mean residual
   * @param rmse the root of their mean squared error
   */
  public record Decile(
      int decile,
      long rows,
      @Json.Count double weight,
      double predicted,
      double truth,
      double residual,
      double rmse)
      implements Serializable {
    private static final long serialVersionUID = 1L;
  }
}
