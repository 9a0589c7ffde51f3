/**
 * All rows that were scored, sorted: exact, distributed, the same bits for any partitions. In
 * reading order:
 *
 * <ul>
 *   <li>{@link dev.lockstep.evaluate.order.ScoredRows}: a group of rows with what the network says;
 *       {@link dev.lockstep.evaluate.order.ScoredSet}: all of them, which Spark keeps, and {@link
 *       dev.lockstep.evaluate.order.Gathered}: what a pass over them finds
 *   <li>{@link dev.lockstep.evaluate.order.WeightUnit}: weights as whole numbers; {@link
 *       dev.lockstep.evaluate.order.Totals}: exact sums of them
 *   <li>{@link dev.lockstep.evaluate.order.Ranking}: rows sorted by each {@link
 *       dev.lockstep.evaluate.order.RankedValue}, in ranges of {@link
 *       dev.lockstep.evaluate.order.SortedRun}s, at which a {@link
 *       dev.lockstep.evaluate.order.Look} looks
 *   <li>{@link dev.lockstep.evaluate.order.Quantiles}: of sorted values; {@link
 *       dev.lockstep.evaluate.order.TopN}: the first of them alone
 * </ul>
 */
package dev.lockstep.evaluate.order;
