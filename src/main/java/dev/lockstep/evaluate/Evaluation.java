package dev.lockstep.evaluate;

import dev.lockstep.rows.Classes;
import java.util.List;
import java.util.stream.IntStream;

/**
 * All that is found when a network is tried on rows with labels.
 *
 * @param classes the model's classes, by index
 * @param confusion who was taken for whom
 * @param crossEntropy the mean over the rows of -log max(y[t], 1e-7), in nats
 * @param top2 how many rows have their own class among the two most probable (of equals, the first)
 * @param top3 the same among the three most probable
 * @param calibration whether the network is as often right as it says
 * @param mistakes the rows that were classified wrongly, the most confident first; at most {@link
 *     #MOST_MISTAKES}
 * @param gallery the first of them with their images; at most {@link #MOST_IMAGES}
 * @param shape of an image: height and width; of other data, whatever its file says
 * @param kernel what computed the products: {@link dev.lockstep.linalg.Blas#label}
 */
public record Evaluation(
    Classes classes,
    ConfusionMatrix confusion,
    double crossEntropy,
    long top2,
    long top3,
    Calibration calibration,
    List<Mistake> mistakes,
    List<MistakeImage> gallery,
    List<Integer> shape,
    String kernel) {
  /** How many mistakes are kept. */
  public static final int MOST_MISTAKES = 100_000;

  /** How many mistakes are kept with their images. */
  public static final int MOST_IMAGES = 40;

  /** Copies the lists. */
  public Evaluation {
    mistakes = List.copyOf(mistakes);
    gallery = List.copyOf(gallery);
    shape = List.copyOf(shape);
  }

  /**
   * How many rows were looked at.
   *
   * @return N, at least 1
   */
  public long rows() {
    return confusion.total();
  }

  /**
   * The share of rows classified rightly.
   *
   * @return 0 to 1
   */
  public double accuracy() {
    return (double) confusion.correct() / rows();
  }

  /**
   * Where the accuracy on more rows of this kind lies.
   *
   * @return Wilson's 95 % interval
   */
  public Interval accuracyInterval() {
    return Interval.wilson(confusion.correct(), rows());
  }

  /**
   * The share of rows whose class is one of the two most probable.
   *
   * @return 0 to 1, at least the accuracy
   */
  public double top2Accuracy() {
    return (double) top2 / rows();
  }

  /**
   * The share of rows whose class is one of the three most probable.
   *
   * @return 0 to 1, at least that of two
   */
  public double top3Accuracy() {
    return (double) top3 / rows();
  }

  /**
   * Precision, recall, F1 and support of every class.
   *
   * @return by index
   */
  public List<ClassScore> classScores() {
    return IntStream.range(0, classes.size()).mapToObj(confusion::score).toList();
  }

  /**
   * The mean over the classes, each of the same weight, with those that have no row.
   *
   * @return unweighted means
   */
  public ClassScore macro() {
    return ClassScore.macro(classScores());
  }

  /**
   * The mean over the classes, each weighted by its support.
   *
   * @return weighted means
   */
  public ClassScore weighted() {
    return ClassScore.weighted(classScores());
  }
}
