/**
 * Images and labels in IDX files, as MNIST has them.
 *
 * <p>In reading order: {@link dev.lockstep.rows.idx.IdxFolder} finds the files of a data set by
 * their {@code IdxRole}; {@code IdxContents} looks through an {@code IdxFile} with its {@code
 * IdxHeader}, whose numbers are of an {@code IdxType} and go by an {@code IdxScan}; {@link
 * dev.lockstep.rows.idx.IdxImages} is the source of rows, which tasks read by {@code IdxReader}.
 */
package dev.lockstep.rows.idx;
