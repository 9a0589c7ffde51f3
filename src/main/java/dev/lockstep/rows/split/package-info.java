/**
 * How rows are kept from being learned: {@link dev.lockstep.rows.split.TestSplit} takes some to
 * test on, {@link dev.lockstep.rows.split.ValidationSplit} some to validate on, each by its
 * formula; {@link dev.lockstep.rows.split.RowCut} cuts the data set into {@link
 * dev.lockstep.rows.split.Parts}, for a {@link dev.lockstep.rows.split.CutUse}.
 */
package dev.lockstep.rows.split;
