package dev.lockstep.evaluate;

import java.io.Serializable;

/**
 * How well one target is predicted, each row by its weight, as scikit-learn's metrics are.
 *
 * @param target its name
 * @param rmse the root of the mean squared error
 * @param mae the mean absolute error
 * @param r2 1 - (sum of squared errors) / (sum of squared differences to the mean); where all rows
 *     have the same number 1 if they are all predicted exactly, else 0
 * @param mean of the target
 */
public record TargetScore(String target, double rmse, double mae, double r2, double mean)
    implements Serializable {
  private static final long serialVersionUID = 1L;
}
