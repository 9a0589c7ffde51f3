package dev.lockstep.evaluate;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.network.Probabilities;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.RowBlock;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.DenseVector;

/**
 * What is known of some groups of rows. Counts may be added up in any order; floating-point sums
 * are kept group by group, each of them in row order, and only {@link #evaluation} adds those, in
 * the order of the groups: so no way of sharing out the groups changes a bit.
 */
final class EvaluationSums implements Serializable {
  private static final long serialVersionUID = 1L;

  /** A group's sums: of the losses, and in each bin of the confidences. */
  private static final int SUMS = 1 + Calibration.BINS;

  private final Classes classes;
  private final long[] confusion;
  private final long[] binRows = new long[Calibration.BINS];
  private final long[] binCorrect = new long[Calibration.BINS];
  private long top2;
  private long top3;
  private final ArrayList<double[]> sums = new ArrayList<>();
  private final TopN<Mistake> mistakes = new TopN<>(Evaluation.MOST_MISTAKES);
  private final TopN<MistakeImage> gallery = new TopN<>(Evaluation.MOST_IMAGES);

  /** Nothing is known yet. */
  EvaluationSums(Classes classes) {
    this.classes = classes;
    confusion = new long[classes.size() * classes.size()];
  }

  /**
   * Enters the group that follows.
   *
   * @param group rows with labels, all of them known
   * @param y what the network makes of them
   * @throws InvalidInputException if it makes no numbers of them
   */
  void add(RowBlock group, Probabilities y) {
    double[] sum = new double[SUMS];
    for (int row = 0; row < group.rows(); row++) {
      int t = classes.indexOf(group.label(row)).orElseThrow();
      int predicted = y.argMax(row);
      double confidence = ProbabilityCheck.require(y.of(row, predicted), group.first() + row);
      int bin = Calibration.binOf(confidence);
      int rank = y.rank(row, t);
      confusion[t * classes.size() + predicted]++;
      binRows[bin]++;
      binCorrect[bin] += predicted == t ? 1 : 0;
      top2 += rank < 2 ? 1 : 0;
      top3 += rank < 3 ? 1 : 0;
      sum[0] += y.loss(row, t);
      sum[1 + bin] += confidence;
      if (predicted != t) {
        Mistake mistake = new Mistake(group.first() + row, t, predicted, confidence);
        mistakes.add(mistake);
        gallery.add(new MistakeImage(mistake, new DenseVector(group.row(row))));
      }
    }
    sums.add(sum);
  }

  /**
   * Takes over the groups that follow.
   *
   * @param next of the same classes
   */
  void append(EvaluationSums next) {
    addTo(confusion, next.confusion);
    addTo(binRows, next.binRows);
    addTo(binCorrect, next.binCorrect);
    top2 += next.top2;
    top3 += next.top3;
    sums.addAll(next.sums);
    mistakes.addAll(next.mistakes);
    gallery.addAll(next.gallery);
  }

  private static void addTo(long[] counts, long[] more) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += more[i];
    }
  }

  /**
   * All that was found.
   *
   * @param shape of an image
   * @param kernel what computed the products
   */
  Evaluation evaluation(List<Integer> shape, String kernel) {
    double[] sum = new double[SUMS];
    for (double[] group : sums) {
      for (int i = 0; i < SUMS; i++) {
        sum[i] += group[i];
      }
    }
    ConfusionMatrix matrix = new ConfusionMatrix(classes.size(), confusion);
    double[] confidences = new double[Calibration.BINS];
    System.arraycopy(sum, 1, confidences, 0, confidences.length);
    return new Evaluation(
        classes,
        matrix,
        sum[0] / matrix.total(),
        top2,
        top3,
        Calibration.of(binRows, binCorrect, confidences),
        mistakes.list(),
        gallery.list(),
        shape,
        kernel);
  }
}
