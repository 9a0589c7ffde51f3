/**
 * How the numbers of a file become x. Without Spark, so that a scorer can use it.
 *
 * <p>In reading order: {@link dev.lockstep.scale.DecimalNumber} reads numbers, {@link
 * dev.lockstep.scale.ScaleKind} names the kinds, {@link dev.lockstep.scale.Scaling} applies one,
 * {@link dev.lockstep.scale.ColumnStats} learns one from the columns of the training set by means
 * of {@link dev.lockstep.scale.ExactSum}, {@link dev.lockstep.scale.Pixels} has the values of
 * bytes, {@link dev.lockstep.scale.Columns} the names of columns, {@link
 * dev.lockstep.scale.SourceColumn} what a column of a table became.
 */
package dev.lockstep.scale;
