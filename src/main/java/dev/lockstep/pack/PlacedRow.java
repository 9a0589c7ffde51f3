package dev.lockstep.pack;

import org.apache.spark.ml.linalg.Vector;

/**
 * A row on its way to a chunk.
 *
 * @param index its number in the order in which it is learned
 * @param classIndex t
 * @param x its numbers
 * @param isRaw whether they are still to be scaled
 */
record PlacedRow(long index, int classIndex, Vector x, boolean isRaw) {}
