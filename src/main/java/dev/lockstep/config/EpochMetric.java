package dev.lockstep.config;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.network.Score;
import dev.lockstep.network.loss.OutputLayer;
import dev.lockstep.network.loss.RegressionLoss;
import dev.lockstep.network.loss.SoftmaxCrossEntropy;
import dev.lockstep.option.Choice;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * A metric that is known after every epoch: it stands in tables of epochs, and of a validation set
 * it can be watched.
 *
 * @param key follows the name of the set: {@code train_rate}
 * @param name what people call it
 * @param isPrinted whether it stands in the line that is printed; otherwise only in the files
 * @param greaterIsBetter or smaller is
 * @param sum the one of the sums without which there is no such metric
 * @param value of the sums
 */
public record EpochMetric(
    String key,
    String name,
    boolean isPrinted,
    boolean greaterIsBetter,
    String sum,
    ToDoubleFunction<Score> value)
    implements Choice {
  static final String OPTION = "monitor";

  /** The mean loss. */
  public static final EpochMetric LOSS =
      new EpochMetric("err", "loss", true, false, Score.LOSS, Score::meanLoss);

  /** The share of rows that are right. */
  public static final EpochMetric ACCURACY =
      new EpochMetric("rate", "accuracy", true, true, SoftmaxCrossEntropy.CORRECT, Score::accuracy);

  /** The root of the mean squared error, in the target's own unit. */
  public static final EpochMetric RMSE =
      new EpochMetric(
          "rmse",
          "RMSE",
          true,
          false,
          RegressionLoss.SQUARES,
          score -> Math.sqrt(score.mean(RegressionLoss.SQUARES)));

  /** By them {@code --monitor} finds a name; a new one is entered here. */
  public static final List<EpochMetric> ALL = List.of(LOSS, ACCURACY, RMSE);

  /**
   * Checks that a network has it.
   *
   * @param output the network's output layer, which has to add up what it is made of
   * @throws InvalidInputException naming {@code --monitor}
   */
  public void requireOf(OutputLayer output) {
    if (!isOf(output)) {
      throw new InvalidInputException(
          OPTION,
          "is %s, which is not known of %s. Give %s."
              .formatted(
                  label(),
                  output.label(),
                  ALL.stream()
                      .filter(metric -> metric.isOf(output))
                      .map(Choice::label)
                      .collect(Collectors.joining(" or "))));
    }
  }

  /** Whether a network with this output layer has it. */
  public boolean isOf(OutputLayer output) {
    return sum.equals(Score.LOSS) || output.sums().contains(sum);
  }
}
