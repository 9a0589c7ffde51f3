package dev.lockstep.aggregate;

/** The ways of aggregating on Spark: the values of {@code --aggregation}. */
public enum AggregationKind {
  /** {@link TreeAggregation}: a Spark job a step. Works everywhere. */
  TREE,
  /** {@link AllReduceAggregation}: a barrier stage an epoch. Much faster. */
  ALLREDUCE
}
