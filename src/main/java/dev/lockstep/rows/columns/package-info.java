/**
 * What becomes of a table's columns: categories, missing values.
 *
 * <p>In reading order: {@link dev.lockstep.rows.columns.ColumnLearner} learns of the training rows
 * which columns of x each column of their table becomes, with {@code Medians} where they fill in
 * what is missing; {@link dev.lockstep.rows.columns.ColumnEncoder} makes x of any rows by that: a
 * {@code RowMaker} in a task, of each {@code EncodedColumn}. {@code Unseen} counts what training
 * never saw, {@code ColumnLines} says all that.
 */
package dev.lockstep.rows.columns;
