package dev.lockstep.network;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.network.loss.SoftmaxCrossEntropy;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How well a network does on a set of rows: sums over the rows, so that disjoint sets can be added.
 *
 * @param rows how many rows were scored
 * @param sums by name, each row times its weight: {@link #LOSS} and what the {@linkplain
 *     dev.lockstep.network.loss.OutputLayer#sums output layer} adds up beside it; and {@link
 *     #WEIGHT}
 */
public record Score(long rows, SortedMap<String, Double> sums) implements Addable<Score> {
  /** The name of the sum of the losses. */
  public static final String LOSS = "loss";

  /** The name of the sum of the weights, which is there where the rows have some. */
  public static final String WEIGHT = "weight";

  /** No rows: adding it changes nothing. */
  public static final Score NONE = new Score(0, new TreeMap<>());

  /** Copies the sums. */
  public Score {
    sums = Collections.unmodifiableSortedMap(new TreeMap<>(sums));
  }

  /**
   * Of classes: how many rows got their own class the highest probability, and the sum of their
   * cross-entropies in nats.
   */
  public static Score ofClasses(long rows, long correct, double loss) {
    return new Score(
        rows, new TreeMap<>(Map.of(SoftmaxCrossEntropy.CORRECT, (double) correct, LOSS, loss)));
  }

  /** One of the sums; 0 if there is none of this name. */
  public double sum(String name) {
    return sums.getOrDefault(name, 0.0);
  }

  /** Whether there is such a sum. */
  public boolean has(String name) {
    return sums.containsKey(name);
  }

  /** What the rows count: the sum of their weights, or their number where they have none. */
  public double weight() {
    return has(WEIGHT) ? sum(WEIGHT) : rows;
  }

  /**
   * Checks that there is a mean.
   *
   * @param set what the message calls the rows
   * @throws InvalidInputException if the rows weigh nothing, or more than a double holds
   */
  public void requireWeight(String set) {
    if (rows > 0 && !(weight() > 0 && Double.isFinite(weight()))) {
      throw new InvalidInputException(
          "Cannot take a mean: all rows of the %s set weigh %s together. Name another column: --weight."
              .formatted(set, weight()));
    }
  }

  /** The mean of what was added up; NaN without rows. */
  public double mean(String name) {
    return sum(name) / weight();
  }

  /** The share of rows classified rightly, 0 to 1; NaN without rows. */
  public double accuracy() {
    return mean(SoftmaxCrossEntropy.CORRECT);
  }

  /** The mean loss, in nats for classes; NaN without rows. */
  public double meanLoss() {
    return mean(LOSS);
  }

  /** The score of two disjoint sets of rows; each sum is {@code this + right}. */
  @Override
  public Score plus(Score right) {
    TreeMap<String, Double> both = new TreeMap<>(sums);
    right.sums.forEach((name, value) -> both.merge(name, value, Double::sum));
    return new Score(rows + right.rows, both);
  }
}
