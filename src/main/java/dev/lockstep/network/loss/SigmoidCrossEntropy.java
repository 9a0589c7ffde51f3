package dev.lockstep.network.loss;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.linalg.Matrix;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.DatasetInfo;
import dev.lockstep.rows.Labels;
import dev.lockstep.rows.NumberLabels;
import dev.lockstep.rows.SeveralLabels;
import dev.lockstep.rows.Targets;
import java.util.List;

/**
 * Two classes by one output, {@code y = 1 / (1 + exp(-u))}, the probability of the second one; or
 * several labels of 0 and 1, an output each, y being the probability of 1. {@code l = max(u, 0) - u
 * t + log1p(exp(-|u|))}, which is -log of the probability of t without cancellation, and {@code l'
 * = y - t}, as PyTorch's {@code BCEWithLogitsLoss}. With exp and log1p from {@link StrictMath}.
 */
public record SigmoidCrossEntropy() implements SeparateOutputs {
  @Override
  public String name() {
    return "SIGMOID";
  }

  @Override
  public String lossName() {
    return "cross-entropy";
  }

  @Override
  public boolean learnsClasses() {
    return true;
  }

  @Override
  public Labels labels(DatasetInfo train) {
    return NumberLabels.haveSeveral(train)
        ? new SeveralLabels(NumberLabels.namesOf(train))
        : two(Classes.of(train.labels().keySet()));
  }

  @Override
  public Labels labels(String kind, List<String> names) {
    return kind.equals(SeveralLabels.KIND) ? new SeveralLabels(names) : two(Classes.of(names));
  }

  private static Labels two(Classes classes) {
    if (classes.size() != 2) {
      throw new InvalidInputException(
          "head",
          "sigmoid is for two classes, and there are %d: %s. Take --head softmax."
              .formatted(classes.size(), classes));
    }
    return classes;
  }

  @Override
  public int outputs(Labels labels) {
    return labels instanceof Classes ? 1 : labels.outputs();
  }

  @Override
  public double forward(double u) {
    return 1 / (1 + StrictMath.exp(-u));
  }

  @Override
  public double loss(double u, double y, double t) {
    return Math.max(u, 0) - u * t + StrictMath.log1p(StrictMath.exp(-Math.abs(u)));
  }

  @Override
  public double slope(double y, double t) {
    return y - t;
  }

  @Override
  public double target(Targets targets, int at, int k) {
    return targets.areClasses() ? targets.classOf(at) : targets.number(at, k);
  }

  /** {@code 1 - y} and y of every row for two classes. */
  @Override
  public Matrix said(Matrix y) {
    if (y.columns() > 1) {
      return y;
    }
    Matrix both = Matrix.zeros(y.rows(), 2);
    for (int row = 0; row < y.rows(); row++) {
      double second = y.values()[y.at(row)];
      both.values()[both.at(row)] = 1 - second;
      both.values()[both.at(row) + 1] = second;
    }
    return both;
  }

  @Override
  public List<String> sums() {
    return List.of(SoftmaxCrossEntropy.CORRECT);
  }

  /** A row is right where its class is, or all of its labels are. */
  @Override
  public void addSums(Matrix y, int row, Targets targets, int at, double[] sums) {
    boolean isRight = true;
    for (int k = 0; k < y.columns(); k++) {
      boolean isPredicted = SeveralLabels.isPredicted(y.values()[y.at(row) + k]);
      isRight &= isPredicted == (target(targets, at, k) == 1);
    }
    sums[0] += isRight ? 1 : 0;
  }
}
