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

  /** Of each cell of the confusion matrix. */
  private final Counts confusion;

  /** Of each bin: weights, weights of right rows, confidences times weights. */
  private final List<ExactSum> binRows = sums();

  private final List<ExactSum> binCorrect = sums();
  private final List<ExactSum> confidences = sums();

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
    for (int row = 0; row < group.rows(); row++) {
      int t = targets.classOf(first + row);
      int predicted = y.argMax(row);
      double confidence = y.of(row, predicted);
      int bin = Calibration.binOf(confidence);
      double w = targets.ownWeight(first + row);
      confusion.add(t * classes.size() + predicted, targets, first + row);
      binRows.get(bin).add(w);
      binCorrect.get(bin).add(predicted == t ? w : 0);
      confidences.get(bin).add(w * confidence);
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
    confusion.addAll(other.confusion);
    addTo(binRows, other.binRows);
    addTo(binCorrect, other.binCorrect);
    addTo(confidences, other.confidences);
    mistakes.addAll(other.mistakes);
    images.addAll(other.images);
  }

  private static List<ExactSum> sums() {
    return Stream.generate(ExactSum::new).limit(Calibration.BINS).toList();
  }

  private static void addTo(List<ExactSum> sums, List<ExactSum> more) {
    for (int bin = 0; bin < Calibration.BINS; bin++) {
      sums.get(bin).add(more.get(bin));
    }
  }

  private static double[] values(List<ExactSum> sums) {
    return sums.stream().mapToDouble(ExactSum::value).toArray();
  }

  @Override
  public Finding finding() {
    return new ClassFindings(
        classes,
        new ConfusionMatrix(classes.size(), confusion.values()),
        Calibration.of(values(binRows), values(binCorrect), values(confidences)),
        mistakes.list(),
        images.list());
  }
}
