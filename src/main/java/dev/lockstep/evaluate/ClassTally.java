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
  private final long[] confusion;
  private final long[] binRows = new long[Calibration.BINS];
  private final long[] binCorrect = new long[Calibration.BINS];

  /** For each group, the sum of the confidences in each bin. */
  private final ArrayList<double[]> confidences = new ArrayList<>();

  private final TopN<Mistake> mistakes = new TopN<>(ClassFindings.MOST_MISTAKES);
  private final TopN<MistakeImage> images = new TopN<>(ClassFindings.MOST_IMAGES);

  private ClassTally(Classes classes) {
    this.classes = classes;
    confusion = new long[classes.size() * classes.size()];
  }

  /** Of no rows yet, where there are classes. */
  static Optional<Tally> of(Labels labels) {
    return labels instanceof Classes classes
        ? Optional.of(new ClassTally(classes))
        : Optional.empty();
  }

  @Override
  public void add(RowBlock group, Targets targets, int first, Outputs y) {
    double[] sums = new double[Calibration.BINS];
    for (int row = 0; row < group.rows(); row++) {
      int t = targets.classOf(first + row);
      int predicted = y.argMax(row);
      double confidence = y.of(row, predicted);
      int bin = Calibration.binOf(confidence);
      confusion[t * classes.size() + predicted]++;
      binRows[bin]++;
      binCorrect[bin] += predicted == t ? 1 : 0;
      sums[bin] += confidence;
      if (predicted != t) {
        Mistake mistake = new Mistake(group.place(row), t, predicted, confidence);
        mistakes.add(mistake);
        images.add(new MistakeImage(mistake, new DenseVector(group.row(row))));
      }
    }
    confidences.add(sums);
  }

  @Override
  public void append(Tally tally) {
    ClassTally next = (ClassTally) tally;
    addTo(confusion, next.confusion);
    addTo(binRows, next.binRows);
    addTo(binCorrect, next.binCorrect);
    confidences.addAll(next.confidences);
    mistakes.addAll(next.mistakes);
    images.addAll(next.images);
  }

  private static void addTo(long[] counts, long[] more) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += more[i];
    }
  }

  @Override
  public Finding finding() {
    double[] sums = new double[Calibration.BINS];
    for (double[] group : confidences) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += group[i];
      }
    }
    return new ClassFindings(
        classes,
        new ConfusionMatrix(classes.size(), confusion),
        Calibration.of(binRows, binCorrect, sums),
        mistakes.list(),
        images.list());
  }
}
