/**
 * Mini-batches: which row belongs to which step and block, packed in primitive arrays, in the order
 * of an epoch.
 *
 * <p>N rows; mini-batches of n rows (B, fewer in the last); K blocks in a mini-batch; P partitions.
 */
package dev.lockstep.pack;
