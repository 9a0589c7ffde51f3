/**
 * Sums the block gradients of a mini-batch in one canonical order, a slice of an epoch at a time.
 *
 * <p>{@link dev.lockstep.aggregate.Aggregation} is what every way of doing so must do; {@code
 * LocalAggregation}, among the tests, is the specification, without Spark. {@link
 * dev.lockstep.aggregate.SparkAggregation} is what the others share; {@link
 * dev.lockstep.aggregate.TreeAggregation} is a Spark job a step: {@link
 * dev.lockstep.aggregate.BlockTree} is the order of summing, {@link
 * dev.lockstep.aggregate.BlockForest} a partial sum in it, {@link
 * dev.lockstep.aggregate.PartialGradient} what {@code treeAggregate} carries. {@link
 * dev.lockstep.aggregate.WholeGradient} is a job for the gradient over all rows. {@link
 * dev.lockstep.aggregate.SumPlan} is the same order as a list of additions. Scores: {@link
 * dev.lockstep.aggregate.EpochEvaluation}, {@link dev.lockstep.aggregate.LaneScores}. What tasks
 * compute with: {@link dev.lockstep.aggregate.TaskCalculator}. Around a run: {@link
 * dev.lockstep.aggregate.SparkRun}, {@link dev.lockstep.aggregate.Slice} and {@link
 * dev.lockstep.aggregate.Pace}, {@link dev.lockstep.aggregate.Slots}, {@link
 * dev.lockstep.aggregate.RunAccount}, {@link dev.lockstep.aggregate.TaskFailures}. {@link
 * dev.lockstep.aggregate.AggregationKind} is what a user chooses. {@link
 * dev.lockstep.aggregate.DivergedException} ends a run whose loss is not finite, {@link
 * dev.lockstep.aggregate.BrokenGroupException} a slice that lost a task.
 */
package dev.lockstep.aggregate;
