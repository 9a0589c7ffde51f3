package dev.lockstep.evaluate;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.network.Probabilities;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.RowBlock;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.linalg.DenseVector;

/**
 * What is known of some groups of rows. Counts may be added up in any order; floating-point sums
 * are kept group by group, each of them in row order, and only {@link #evaluation} adds those, in
 * the order of the groups: so no way of sharing out the groups changes a bit.
 */
final class EvaluationSums implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final List<Metric> METRICS = Metric.ofRows();

  private final Classes classes;
  private final long[] confusion;
  private final long[] binRows = new long[Calibration.BINS];
  private final long[] binCorrect = new long[Calibration.BINS];

  /** For each group, the sum of the confidences in each bin. */
  private final ArrayList<double[]> confidences = new ArrayList<>();

  /** For each group, what each of the metrics keeps of it. */
  private final ArrayList<double[][]> kept = new ArrayList<>();

  private final TopN<Mistake> mistakes = new TopN<>(Evaluation.MOST_MISTAKES);
  private final TopN<MistakeImage> images = new TopN<>(Evaluation.MOST_IMAGES);

  /** Of no rows yet. */
  EvaluationSums(Classes classes) {
    this.classes = classes;
    confusion = new long[classes.size() * classes.size()];
  }

  /**
   * Adds the next group.
   *
   * @param group rows with labels, all of them known
   * @param y what the network makes of them
   * @throws InvalidInputException if a probability is not a number
   */
  void add(RowBlock group, Probabilities y) {
    double[] sums = new double[Calibration.BINS];
    double[][] values = new double[METRICS.size()][group.rows()];
    for (int row = 0; row < group.rows(); row++) {
      int t = classes.indexOf(group.label(row)).orElseThrow();
      int predicted = y.argMax(row);
      double confidence = Predictor.confidence(y, row, predicted, group.place(row));
      int bin = Calibration.binOf(confidence);
      confusion[t * classes.size() + predicted]++;
      binRows[bin]++;
      binCorrect[bin] += predicted == t ? 1 : 0;
      sums[bin] += confidence;
      for (int m = 0; m < values.length; m++) {
        values[m][row] = METRICS.get(m).ofRow(y, row, t);
      }
      if (predicted != t) {
        Mistake mistake = new Mistake(group.place(row), t, predicted, confidence);
        mistakes.add(mistake);
        images.add(new MistakeImage(mistake, new DenseVector(group.row(row))));
      }
    }
    for (int m = 0; m < values.length; m++) {
      values[m] = METRICS.get(m).reduction().ofGroup(values[m]);
    }
    confidences.add(sums);
    kept.add(values);
  }

  /** Appends the groups that follow, of the same classes. */
  void append(EvaluationSums next) {
    addTo(confusion, next.confusion);
    addTo(binRows, next.binRows);
    addTo(binCorrect, next.binCorrect);
    confidences.addAll(next.confidences);
    kept.addAll(next.kept);
    mistakes.addAll(next.mistakes);
    images.addAll(next.images);
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
    ConfusionMatrix matrix = new ConfusionMatrix(classes.size(), confusion);
    double[] sums = new double[Calibration.BINS];
    for (double[] group : confidences) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += group[i];
      }
    }
    Map<Metric, Double> ofRows = new EnumMap<>(Metric.class);
    for (int m = 0; m < METRICS.size(); m++) {
      int metric = m;
      double[] groups =
          kept.stream().flatMapToDouble(values -> Arrays.stream(values[metric])).toArray();
      ofRows.put(METRICS.get(m), METRICS.get(m).reduction().ofAll(groups, matrix.total()));
    }
    return new Evaluation(
        classes,
        matrix,
        ofRows,
        Calibration.of(binRows, binCorrect, sums),
        mistakes.list(),
        images.list(),
        shape,
        kernel);
  }
}
