package dev.lockstep.evaluate;

import dev.lockstep.io.Json;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How well one class is told from the others, or the mean of that over classes. 0 / 0 counts as 0,
 * as in scikit-learn.
 *
 * @param precision TP / (TP + FP): the share of right ones among the predictions of the class
 * @param recall TP / (TP + FN): the share of the class's rows that were found
 * @param f1 2 TP / (2 TP + FP + FN): the harmonic mean of the two
 * @param support TP + FN: rows of the class, or what they weigh together; of a mean, of all rows
 */
public record ClassScore(double precision, double recall, double f1, @Json.Count double support) {
  /**
   * The scores of a class.
   *
   * @param right TP
   * @param predicted TP + FP
   * @param support TP + FN
   */
  static ClassScore of(double right, double predicted, double support) {
    return new ClassScore(
        ratio(right, predicted),
        ratio(right, support),
        ratio(2 * right, predicted + support),
        support);
  }

  private static double ratio(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }

  /** The mean over classes, each of the same weight. */
  static ClassScore macro(List<ClassScore> classes) {
    return mean(classes, score -> 1);
  }

  /** The mean over classes, each weighted by its support. */
  static ClassScore weighted(List<ClassScore> classes) {
    return mean(classes, ClassScore::support);
  }

  private static ClassScore mean(List<ClassScore> classes, ToDoubleFunction<ClassScore> weight) {
    double weights = classes.stream().mapToDouble(weight).sum();
    return new ClassScore(
        mean(classes, weight, weights, ClassScore::precision),
        mean(classes, weight, weights, ClassScore::recall),
        mean(classes, weight, weights, ClassScore::f1),
        classes.stream().mapToDouble(ClassScore::support).sum());
  }

  private static double mean(
      List<ClassScore> classes,
      ToDoubleFunction<ClassScore> weight,
      double weights,
      ToDoubleFunction<ClassScore> score) {
    double sum = 0;
    for (ClassScore one : classes) {
      sum += weight.applyAsDouble(one) * score.applyAsDouble(one);
    }
    return sum / weights;
  }
}
