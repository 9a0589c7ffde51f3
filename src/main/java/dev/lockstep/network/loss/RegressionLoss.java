package dev.lockstep.network.loss;

import dev.lockstep.linalg.Matrix;
import dev.lockstep.rows.DatasetInfo;
import dev.lockstep.rows.Labels;
import dev.lockstep.rows.NumberLabels;
import dev.lockstep.rows.Targets;
import java.util.List;

/** An output layer of T numbers. A member says what y and the loss of one of them are. */
public interface RegressionLoss extends SeparateOutputs {
  /** The sum of the rows' squared errors, means over the targets, in the targets' own units. */
  String SQUARES = "squares";

  /** Whether targets are counts, 0 or more and not scaled; otherwise they are standardised. */
  default boolean areCounts() {
    return false;
  }

  @Override
  default double forward(double u) {
    return u;
  }

  @Override
  default boolean learnsClasses() {
    return false;
  }

  @Override
  default Labels labels(DatasetInfo train) {
    return new NumberLabels(NumberLabels.namesOf(train), areCounts());
  }

  @Override
  default Labels labels(String kind, List<String> names) {
    return new NumberLabels(names, areCounts());
  }

  @Override
  default List<String> sums() {
    return List.of(SQUARES);
  }

  @Override
  default void addSums(Matrix y, int row, Targets targets, int at, double[] sums) {
    double sum = 0;
    for (int k = 0; k < y.columns(); k++) {
      double error = (y.values()[y.at(row) + k] - targets.number(at, k)) * targets.unit(k);
      sum += error * error;
    }
    sums[0] += sum / y.columns();
  }
}
