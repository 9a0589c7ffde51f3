/**
 * Rows as they were read: what every format gives and what training, evaluation and prediction
 * take.
 *
 * <p>In reading order: {@link dev.lockstep.rows.RowSource} is found and gives a {@link
 * dev.lockstep.rows.Dataset}, of which {@link dev.lockstep.rows.DatasetInfo} says what is known
 * and, line by line, what was {@link dev.lockstep.rows.Understood}; its rows, but for those that
 * were {@link dev.lockstep.rows.LeftOut}, come as {@link dev.lockstep.rows.RowBlock}s of {@link
 * dev.lockstep.rows.RowValues} over {@link dev.lockstep.rows.Numbers} ({@link
 * dev.lockstep.rows.Bytes}, {@code Decimals}, {@code Doubles}) and {@link
 * dev.lockstep.rows.Targets}, gathered by {@link dev.lockstep.rows.BlockBuilder}. {@link
 * dev.lockstep.rows.Labels} says what labels mean, such as {@link dev.lockstep.rows.Classes} or
 * {@link dev.lockstep.rows.SeveralLabels}; {@link dev.lockstep.rows.Permutation} shuffles one.
 * {@link dev.lockstep.rows.LabeledVector} is a row of a user's own RDD, of which {@code
 * VectorsToBlocks} makes blocks. In tasks, {@link dev.lockstep.rows.RowScan} finds what is known of
 * rows as they pass a {@code FindingIterator}, and {@code RegroupRows} cuts them again. {@link
 * dev.lockstep.rows.SplitMix64} is the hash that decides on test rows and orders.
 */
package dev.lockstep.rows;
