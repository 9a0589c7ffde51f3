/**
 * Mini-batches: which row belongs to which step and block, packed in primitive arrays, in the order
 * of an epoch.
 *
 * <p>N rows; mini-batches of n rows (B, fewer in the last); K blocks in a mini-batch, block k of
 * every step being lane k; P partitions.
 *
 * <p>In reading order: {@link dev.lockstep.pack.MiniBatchPlan} cuts, {@link
 * dev.lockstep.pack.Chunk} holds what a task keeps of a lane, {@link
 * dev.lockstep.pack.PackedDataset} packs a data set, either by {@code PackInOrder} over a {@code
 * ReplicatedRdd} or by a shuffle: {@code ScatterRows}, {@link dev.lockstep.pack.ChunkKey}, {@code
 * LanePartitioner}, {@code AssembleChunks}. {@link dev.lockstep.pack.EpochRows} packs again for
 * each epoch, {@link dev.lockstep.pack.Divisors} are what its gradients are divided by, {@link
 * dev.lockstep.pack.TreeShape} numbers partitions for {@code treeAggregate}.
 */
package dev.lockstep.pack;
