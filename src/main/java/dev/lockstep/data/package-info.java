/**
 * From files to rows to mini-batches: reading, checking, cutting and packing.
 *
 * <p>N rows; mini-batches of n rows (B, fewer in the last); K blocks in a mini-batch; P partitions.
 */
package dev.lockstep.data;
