package dev.lockstep.evaluate;

import dev.lockstep.rows.Classes;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What was found when a network was evaluated on rows with labels; {@link Metric} lists the
 * numbers.
 *
 * @param classes the model's classes, by index
 * @param confusion how many rows of each class were given each class
 * @param ofRows the metrics that are made of a value for each row
 * @param calibration whether the network is as often right as it says
 * @param mistakes the rows that were classified wrongly, the most confident first; at most {@link
 *     #MOST_MISTAKES}
 * @param images the first of them with their images; at most {@link #MOST_IMAGES}
 * @param shape of an image: height and width; of other data, whatever its file says
 * @param kernel what computed the products: {@link dev.lockstep.linalg.Blas#kernel}
 */
public record Evaluation(
    Classes classes,
    ConfusionMatrix confusion,
    Map<Metric, Double> ofRows,
    Calibration calibration,
    List<Mistake> mistakes,
    List<MistakeImage> images,
    List<Integer> shape,
    String kernel) {
  /** How many mistakes are kept. */
  public static final int MOST_MISTAKES = 100_000;

  /** How many mistakes are kept with their images. */
  public static final int MOST_IMAGES = 40;

  /** Copies the lists. */
  public Evaluation {
    ofRows = Map.copyOf(ofRows);
    mistakes = List.copyOf(mistakes);
    images = List.copyOf(images);
    shape = List.copyOf(shape);
  }

  /** The number of rows, at least 1. */
  public long rows() {
    return confusion.total();
  }

  /** The share of rows classified rightly. */
  public double accuracy() {
    return (double) confusion.correct() / rows();
  }

  /** Precision, recall, F1 and support of every class, by index. */
  public List<ClassScore> classScores() {
    return IntStream.range(0, classes.size()).mapToObj(confusion::score).toList();
  }

  /** The mean over all classes, each of the same weight, even if it has no row. */
  public ClassScore macro() {
    return ClassScore.macro(classScores());
  }

  /** The mean over the classes, each weighted by its support. */
  public ClassScore weighted() {
    return ClassScore.weighted(classScores());
  }
}
