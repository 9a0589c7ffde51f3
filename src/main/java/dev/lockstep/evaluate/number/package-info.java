/**
 * How well numbers are predicted. {@link dev.lockstep.evaluate.number.TargetResult} goes through
 * the rows, first for {@code NumberSums}; {@link dev.lockstep.evaluate.number.TargetScore} has the
 * figures of a target, {@link dev.lockstep.evaluate.number.RowError} a row.
 */
package dev.lockstep.evaluate.number;
