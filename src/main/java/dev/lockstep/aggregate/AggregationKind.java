package dev.lockstep.aggregate;

import dev.lockstep.option.Choice;

/** The ways of aggregating on Spark: the values of {@code --aggregation}. */
public enum AggregationKind implements Choice {
  /** {@code ALLREDUCE} where it is possible, else {@code TREE}. */
  AUTO,
  /** {@link TreeAggregation}: a Spark job a step. Works everywhere. */
  TREE,
  /** Many steps a barrier stage. Much faster. */
  ALLREDUCE
}
