package dev.lockstep.evaluate;

import dev.lockstep.network.Score;
import dev.lockstep.rows.Classes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.linalg.DenseVector;

/** Makes an evaluation out of made-up predictions, row by row. */
public final class EvaluationRecorder {
  private final Classes classes;
  private final List<Integer> shape;
  private final double[] counts;
  private final double[] binCounts = new double[Calibration.BINS];
  private final double[] binCorrect = new double[Calibration.BINS];
  private final double[] binConfidence = new double[Calibration.BINS];
  private final List<MistakeImage> mistakes = new ArrayList<>();
  private double loss;
  private long rows;

  /**
   * Begins without rows.
   *
   * @param classes who can be taken for whom
   * @param height of an image
   * @param width of an image
   */
  public EvaluationRecorder(Classes classes, int height, int width) {
    this.classes = classes;
    this.shape = List.of(height, width);
    this.counts = new double[classes.size() * classes.size()];
  }

  /**
   * Adds the next row.
   *
   * @param truth its class
   * @param predicted the class that it was given
   * @param confidence how surely
   * @param features its numbers
   * @return this
   */
  public EvaluationRecorder add(int truth, int predicted, double confidence, double... features) {
    counts[truth * classes.size() + predicted]++;
    int bin = Calibration.binOf(confidence);
    binCounts[bin]++;
    binConfidence[bin] += confidence;
    if (truth == predicted) {
      binCorrect[bin]++;
      loss -= StrictMath.log(confidence);
    } else {
      loss -= StrictMath.log(Math.max(1e-7, 1 - confidence));
      mistakes.add(
          new MistakeImage(
              new Mistake(rows, truth, predicted, confidence), new DenseVector(features.clone())));
    }
    rows++;
    return this;
  }

  /**
   * Sums up.
   *
   * @return what was found
   */
  public Evaluation evaluation() {
    ConfusionMatrix confusion = new ConfusionMatrix(classes.size(), counts);
    List<MistakeImage> sorted = mistakes.stream().sorted().toList();
    return new Evaluation(
        classes,
        "cross-entropy",
        Score.ofClasses(rows, rows - sorted.size(), loss),
        Map.of(
            Metric.TOP_2_ACCURACY,
            (double) (rows - sorted.size() + sorted.size() / 2) / rows,
            Metric.TOP_3_ACCURACY,
            1.0),
        List.of(
            new ClassFindings(
                classes,
                confusion,
                Calibration.of(binCounts, binCorrect, binConfidence),
                sorted.stream().map(MistakeImage::mistake).toList(),
                sorted.stream().limit(ClassFindings.MOST_IMAGES).toList())),
        shape,
        "exact");
  }
}
