package dev.lockstep.rows.split;

import dev.lockstep.rows.Dataset;

/**
 * Two parts of a data set, each in its order and numbered from 0.
 *
 * @param train the rows to learn from
 * @param heldOut the others, to test or to validate on
 */
public record Parts(Dataset train, Dataset heldOut) {}
