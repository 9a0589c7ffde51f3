package dev.lockstep.evaluate;

import dev.lockstep.rows.Classes;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How well a classifier tells its classes from each other.
 *
 * @param classes the model's classes, by index
 * @param confusion how many rows of each class were given each class
 * @param calibration whether the network is as often right as it says
 * @param mistakes the rows that were classified wrongly, the most confident first; at most {@link
 *     #MOST_MISTAKES}
 * @param images the first of them with their images; at most {@link #MOST_IMAGES}
 */
public record ClassFindings(
    Classes classes,
    ConfusionMatrix confusion,
    Calibration calibration,
    List<Mistake> mistakes,
    List<MistakeImage> images)
    implements Finding {
  private static final long serialVersionUID = 1L;

  /** How many mistakes are kept. */
  public static final int MOST_MISTAKES = 100_000;

  /** How many mistakes are kept with their images. */
  public static final int MOST_IMAGES = 40;

  /** Copies the lists. */
  public ClassFindings {
    mistakes = List.copyOf(mistakes);
    images = List.copyOf(images);
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
