package dev.lockstep.evaluate.importance;

import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.NumberFindings;
import dev.lockstep.network.Outputs;
import dev.lockstep.rows.Labels;
import dev.lockstep.rows.NumberLabels;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.rows.Targets;
import dev.lockstep.scale.ExactSum;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a score is made of, added up over rows, each by its weight, without rounding: of classes how
 * many rows are right, of numbers the squared errors of each target in its own unit. Not
 * thread-safe.
 */
final class ScoreSums implements Serializable {
  private static final long serialVersionUID = 1L;

  private final boolean areErrors;
  private final List<ExactSum> sums;

  /** Of no rows yet. */
  ScoreSums(Labels labels) {
    areErrors = labels instanceof NumberLabels;
    sums = Stream.generate(ExactSum::new).limit(areErrors ? labels.outputs() : 1).toList();
  }

  /**
   * Adds rows.
   *
   * @param group whose targets are known
   * @param y what the network makes of them
   */
  void add(RowBlock group, Outputs y) {
    Targets targets = group.targets();
    for (int row = 0; row < group.rows(); row++) {
      y.requireNumbers(row, group.place(row));
      int at = group.offset() + row;
      double weight = targets.ownWeight(at);
      if (!areErrors) {
        sums.get(0).add(y.isRight(row, targets, at) ? weight : 0);
        continue;
      }
      for (int k = 0; k < sums.size(); k++) {
        double error = (targets.number(at, k) - y.of(row, k)) * targets.unit(k);
        sums.get(k).add(weight * (error * error));
      }
    }
  }

  /** Adds those of other rows; returns this. */
  ScoreSums merge(ScoreSums other) {
    for (int k = 0; k < sums.size(); k++) {
      sums.get(k).add(other.sums.get(k));
    }
    return this;
  }

  /**
   * Accuracy, or the mean over the targets of R².
   *
   * @param evaluation of the same rows, for their weight and the deviations of their targets
   */
  double score(Evaluation evaluation) {
    double weight = evaluation.score().weight();
    if (!areErrors) {
      return sums.get(0).value() / weight;
    }
    NumberFindings found = evaluation.find(NumberFindings.class).orElseThrow();
    double sum = 0;
    for (int k = 0; k < sums.size(); k++) {
      double deviation = found.targets().get(k).deviation();
      sum += r2(sums.get(k).value(), deviation * deviation * weight);
    }
    return sum / sums.size();
  }

  /** 1 - errors / all; of a constant target 1 if there are no errors, else 0. */
  private static double r2(double errors, double all) {
    return all != 0 ? 1 - errors / all : errors == 0 ? 1 : 0;
  }
}
