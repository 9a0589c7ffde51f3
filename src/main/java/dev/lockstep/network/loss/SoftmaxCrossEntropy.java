package dev.lockstep.network.loss;

import dev.lockstep.linalg.Matrix;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.DatasetInfo;
import dev.lockstep.rows.Labels;
import dev.lockstep.rows.Targets;
import java.util.List;

/**
 * Softmax with cross-entropy over classes: {@code y = softmax(u)}, the loss {@code -log y[t]}, and
 * their derivative. Row by row, with exp and log from {@link StrictMath}.
 */
public record SoftmaxCrossEntropy() implements OutputLayer {
  /** The tutorial's clamp: the loss of a row is at most -log 1e-7, about 16.1. */
  private static final double SMALLEST_PROBABILITY = 1e-7;

  /** Rows whose own class has the highest probability. */
  public static final String CORRECT = "correct";

  @Override
  public String name() {
    return "SOFTMAX";
  }

  @Override
  public boolean learnsClasses() {
    return true;
  }

  @Override
  public Labels labels(DatasetInfo train) {
    return Classes.of(train.labels().keySet());
  }

  @Override
  public Labels labels(String kind, List<String> names) {
    return Classes.of(names);
  }

  @Override
  public String lossName() {
    return "cross-entropy";
  }

  /** {@code y[j] = exp(u[j] - max u) / sum over j of exp(u[j] - max u)} of every row. */
  @Override
  public void forward(Matrix u, Matrix y) {
    int classes = u.columns();
    double[] uValues = u.values();
    double[] yValues = y.values();
    for (int i = 0; i < u.rows(); i++) {
      int row = u.at(i);
      int yRow = y.at(i);
      double max = uValues[row];
      for (int j = 1; j < classes; j++) {
        max = Math.max(max, uValues[row + j]);
      }
      double sum = 0;
      for (int j = 0; j < classes; j++) {
        double e = StrictMath.exp(uValues[row + j] - max);
        yValues[yRow + j] = e;
        sum += e;
      }
      for (int j = 0; j < classes; j++) {
        yValues[yRow + j] /= sum;
      }
    }
  }

  /** {@code -log max(y[t], 1e-7)}, in nats; NaN where y[t] is. */
  @Override
  public double loss(Matrix u, Matrix y, int row, Targets targets, int at) {
    double ofClass = y.values()[y.at(row) + targets.classOf(at)];
    return -StrictMath.log(Math.max(ofClass, SMALLEST_PROBABILITY));
  }

  /**
   * {@code du = w (y - t) / divisor}, with t one-hot, as the tutorial has it (the clamp is not
   * differentiated).
   */
  @Override
  public void backward(Matrix y, Targets targets, int first, double divisor, Matrix du) {
    double[] yValues = y.values();
    double[] duValues = du.values();
    for (int i = 0; i < y.rows(); i++) {
      int row = y.at(i);
      int duRow = du.at(i);
      int t = targets.classOf(first + i);
      double weight = targets.weight(first + i);
      for (int j = 0; j < y.columns(); j++) {
        double difference = j == t ? yValues[row + j] - 1 : yValues[row + j];
        duValues[duRow + j] = weight * difference / divisor;
      }
    }
  }

  @Override
  public List<String> sums() {
    return List.of(CORRECT);
  }

  @Override
  public void addSums(Matrix y, int row, Targets targets, int at, double[] sums) {
    sums[0] +=
        Classes.mostProbable(y.values(), y.at(row), y.columns()) == targets.classOf(at) ? 1 : 0;
  }
}
