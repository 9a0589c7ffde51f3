package dev.lockstep.aggregate;

/** The ways of aggregating on Spark: the values of {@code --aggregation}. */
public enum AggregationKind {
  /** {@link AutoAggregation}: {@code ALLREDUCE} where it can be, else {@code TREE}. */
  AUTO,
  /** {@link TreeAggregation}: a Spark job a step. Works everywhere. */
  TREE,
  /** {@link AllReduceAggregation}: many steps a barrier stage. Much faster. */
  ALLREDUCE
}
