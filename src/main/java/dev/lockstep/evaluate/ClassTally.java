package dev.lockstep.evaluate;

import dev.lockstep.evaluate.order.TopN;
import dev.lockstep.network.Outputs;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Labels;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.rows.Targets;
import dev.lockstep.scale.ExactSum;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.DenseVector;

/** Gathers {@link ClassFindings}. */
final class ClassTally implements Tally {
  private static final long serialVersionUID = 1L;

  private final Classes classes;
  private final long[] confusion;
  private final long[] binRows = new long[Calibration.BINS];
  private final long[] binCorrect = new long[Calibration.BINS];

  /** Of the confidences in each bin. */
  private final List<ExactSum> confidences =
      Stream.generate(ExactSum::new).limit(Calibration.BINS).toList();

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
    for (int row = 0; row < group.rows(); row++) {
      int t = targets.classOf(first + row);
      int predicted = y.argMax(row);
      double confidence = y.of(row, predicted);
      int bin = Calibration.binOf(confidence);
      confusion[t * classes.size() + predicted]++;
      binRows[bin]++;
      binCorrect[bin] += predicted == t ? 1 : 0;
      confidences.get(bin).add(confidence);
      if (predicted != t) {
        Mistake mistake = new Mistake(group.place(row), t, predicted, confidence);
        mistakes.add(mistake);
        images.add(new MistakeImage(mistake, new DenseVector(group.row(row))));
      }
    }
  }

  @Override
  public void append(Tally tally) {
    ClassTally other = (ClassTally) tally;
    addTo(confusion, other.confusion);
    addTo(binRows, other.binRows);
    addTo(binCorrect, other.binCorrect);
    for (int bin = 0; bin < Calibration.BINS; bin++) {
      confidences.get(bin).add(other.confidences.get(bin));
    }
    mistakes.addAll(other.mistakes);
    images.addAll(other.images);
  }

  private static void addTo(long[] counts, long[] more) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += more[i];
    }
  }

  @Override
  public Finding finding() {
    double[] sums = confidences.stream().mapToDouble(ExactSum::value).toArray();
    return new ClassFindings(
        classes,
        new ConfusionMatrix(classes.size(), confusion),
        Calibration.of(binRows, binCorrect, sums),
        mistakes.list(),
        images.list());
  }
}
