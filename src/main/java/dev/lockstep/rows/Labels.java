package dev.lockstep.rows;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the labels of a training set mean: how the text of a label becomes a row's target t, and
 * what a network's outputs y say of a row. {@link Classes} are such. The output layer chooses them.
 */
public interface Labels extends Serializable {
  /** The names of the classes, or of the targets that are numbers. */
  List<String> names();

  /** What the names are, as JSON files call their list: {@code classes} or {@code targets}. */
  String kind();

  /** The names if they are of this kind, else null. */
  default List<String> namesIf(String wanted) {
    return kind().equals(wanted) ? names() : null;
  }

  /** How many numbers a network says of a row: a probability for each class, or each target. */
  int outputs();

  /**
   * What labels mean.
   *
   * @param labels as the data writes them
   * @return t of each, in their order; of a label without a meaning {@linkplain Targets#isKnown
   *     unknown}
   */
  Targets targets(List<String> labels);

  /** How much rows count in learning by the names of their classes; empty: all the same. */
  default Map<String, Double> classWeights() {
    return Map.of();
  }

  /** Whether targets are standardised, by the statistics of the training set. */
  default boolean areScaled() {
    return false;
  }

  /** What is subtracted from each target; empty where targets stay as they are. */
  default List<Double> means() {
    return List.of();
  }

  /** What that is divided by; as many. */
  default List<Double> deviations() {
    return List.of();
  }

  /**
   * The same of a model's file, which has written {@link #means} and {@link #deviations}.
   *
   * @param means for each target, or empty
   * @param deviations as many, finite and at least 0
   */
  default Labels scaledBy(List<Double> means, List<Double> deviations) {
    return this;
  }

  /** What is wrong with a label without a meaning, in words that follow "which". */
  String whyUnknown();

  /**
   * What the columns of a prediction are called, such as {@code predicted, p0, p1}: one for each of
   * {@link #prediction}.
   */
  List<String> predictionColumns();

  /**
   * What a network says of a row.
   *
   * @param y what it says, of length {@link #outputs}
   * @return texts, of which the first is the label that the data would have
   */
  List<String> prediction(double[] y);

  /** The earliest of the given first rows whose label has no meaning. */
  default Optional<Map.Entry<String, Long>> firstUnknown(Map<String, Long> firstRows) {
    return firstRows.entrySet().stream()
        .filter(label -> !targets(List.of(label.getKey())).isKnown(0))
        .min(Map.Entry.comparingByValue());
  }

  /** How many there are of what: {@code 10 classes}. */
  default String summary() {
    return "%d %s".formatted(names().size(), kind());
  }
}
