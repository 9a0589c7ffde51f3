package dev.lockstep.evaluate;

import dev.lockstep.network.Outputs;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Labels;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.rows.Targets;
import java.util.ArrayList;
import java.util.Optional;
import org.apache.spark.ml.linalg.DenseVector;

/** Gathers {@link ClassFindings}. */
final class ClassTally implements Tally {
  private static final long serialVersionUID = 1L;

  private final Classes classes;

  /** Of each cell of the confusion matrix. */
  private final Counts confusion;

  /** For each group, of each bin: weights, weights of right rows, confidences times weights. */
  private final ArrayList<double[][]> bins = new ArrayList<>();

  private final TopN<Mistake> mistakes = new TopN<>(ClassFindings.MOST_MISTAKES);
  private final TopN<MistakeImage> images = new TopN<>(ClassFindings.MOST_IMAGES);

  private ClassTally(Classes classes) {
    this.classes = classes;
    confusion = new Counts(classes.size() * classes.size());
  }

  /** Of no rows yet, where there are classes. */
  static Optional<Tally> of(Labels labels) {
    return labels instanceof Classes classes
        ? Optional.of(new ClassTally(classes))
        : Optional.empty();
  }

  @Override
  public void add(RowBlock group, Targets targets, int first, Outputs y) {
    double[][] sums = new double[3][Calibration.BINS];
    for (int row = 0; row < group.rows(); row++) {
      int t = targets.classOf(first + row);
      int predicted = y.argMax(row);
      double confidence = y.of(row, predicted);
      int bin = Calibration.binOf(confidence);
      double w = targets.ownWeight(first + row);
      confusion.add(t * classes.size() + predicted, targets, first + row);
      sums[0][bin] += w;
      sums[1][bin] += predicted == t ? w : 0;
      sums[2][bin] += w * confidence;
      if (predicted != t) {
        Mistake mistake = new Mistake(group.place(row), t, predicted, confidence);
        mistakes.add(mistake);
        images.add(new MistakeImage(mistake, new DenseVector(group.row(row))));
      }
    }
    bins.add(sums);
  }

  @Override
  public void append(Tally tally) {
    ClassTally next = (ClassTally) tally;
    confusion.addAll(next.confusion);
    bins.addAll(next.bins);
    mistakes.addAll(next.mistakes);
    images.addAll(next.images);
  }

  private static void addTo(double[] counts, double[] more) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += more[i];
    }
  }

  @Override
  public Finding finding() {
    double[][] sums = new double[3][Calibration.BINS];
    for (double[][] group : bins) {
      for (int i = 0; i < sums.length; i++) {
        addTo(sums[i], group[i]);
      }
    }
    return new ClassFindings(
        classes,
        new ConfusionMatrix(classes.size(), confusion.values()),
        Calibration.of(sums[0], sums[1], sums[2]),
        mistakes.list(),
        images.list());
  }
}
