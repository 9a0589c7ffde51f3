package dev.lockstep.pack;

import dev.lockstep.rows.Permutation;

/**
 * The training set as each epoch learns it: in file order throughout, or in another {@link
 * Permutation} every epoch. Epoch 0, the evaluation before training, is in file order in any case.
 *
 * <p>Row i of the file is row place(i) of an epoch, and is cut and packed as such. So the order is
 * decided by seed and epoch alone, and no partition count changes a bit of it. An epoch's rows are
 * packed out of the cached chunks in file order by one job with a shuffle, cached beside them, and
 * dropped when another epoch's are asked for.
 */
public final class EpochRows implements AutoCloseable {
  private final PackedDataset inFileOrder;
  private final boolean shuffled;
  private final long seed;

  private int epoch;
  private PackedDataset current;

  private EpochRows(PackedDataset inFileOrder, boolean shuffled, long seed) {
    this.inFileOrder = inFileOrder;
    this.shuffled = shuffled;
    this.seed = seed;
  }

  /** File order for every epoch; the data set stays open. */
  public static EpochRows inFileOrder(PackedDataset rows) {
    return new EpochRows(rows, false, 0);
  }

  /** Another order for every epoch, by a seed; the data set stays open. */
  public static EpochRows shuffled(PackedDataset rows, long seed) {
    return new EpochRows(rows, true, seed);
  }

  /**
   * The rows in the order of an epoch, 0 for file order: packed and cached, until another epoch's
   * are asked for.
   */
  public PackedDataset of(int wanted) {
    if (!shuffled || wanted == 0) {
      return inFileOrder;
    }
    if (current == null || epoch != wanted) {
      close();
      epoch = wanted;
      current = inFileOrder.repack(seed, wanted);
    }
    return current;
  }

  /** Gives the executors' memory and disks back, but for the rows in file order. */
  @Override
  public void close() {
    if (current != null) {
      // Spark would do so when the driver's garbage is collected: after many epochs.
      current.chunks().rdd().cleanShuffleDependencies(false);
      current.close();
      current = null;
    }
  }
}
