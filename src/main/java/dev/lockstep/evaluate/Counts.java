package dev.lockstep.evaluate;

import dev.lockstep.rows.Targets;
import dev.lockstep.scale.ExactSum;
import java.io.Serializable;
import java.util.HashMap;

/**
 * How many rows there are of each kind, or, where rows have weights, what they weigh together,
 * exactly: the same whatever the order in which they come.
 */
final class Counts implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double[] rows;

  /** Of rows with weights, by kind. */
  private final HashMap<Integer, ExactSum> weights = new HashMap<>();

  /** Of no rows yet. */
  Counts(int kinds) {
    rows = new double[kinds];
  }

  /** Adds a row of a kind by its own weight. */
  void add(int kind, Targets targets, int row) {
    if (targets.haveOwnWeights()) {
      weights.computeIfAbsent(kind, k -> new ExactSum()).add(targets.ownWeight(row));
    } else {
      rows[kind]++;
    }
  }

  /** Adds the rows of other counts of the same kinds. */
  void addAll(Counts others) {
    for (int kind = 0; kind < rows.length; kind++) {
      rows[kind] += others.rows[kind];
    }
    others.weights.forEach(
        (kind, sum) -> weights.computeIfAbsent(kind, k -> new ExactSum()).add(sum));
  }

  /** One number for each kind. */
  double[] values() {
    double[] values = rows.clone();
    weights.forEach((kind, sum) -> values[kind] = sum.value());
    return values;
  }
}
