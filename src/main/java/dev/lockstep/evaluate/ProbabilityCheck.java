package dev.lockstep.evaluate;

import dev.lockstep.io.InvalidInputException;

/** Refuses a network that overflows. */
final class ProbabilityCheck {
  private ProbabilityCheck() {}

  /**
   * Checks a probability.
   *
   * @param probability the highest of a row
   * @param row its number
   * @return the same
   * @throws InvalidInputException if it is not a number
   */
  static double require(double probability, long row) {
    if (Double.isNaN(probability)) {
      throw new InvalidInputException(
          "Row %s: the model's probabilities are not numbers, for its parameters are too large. Train it again with a lower --learning-rate."
              .formatted(row));
    }
    return probability;
  }
}
