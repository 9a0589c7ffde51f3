package dev.lockstep.benchmark;

import org.apache.spark.SparkEnv;
import org.apache.spark.storage.BlockId;
import scala.runtime.AbstractFunction1;

/** The broadcasts that Spark's block manager of this JVM still holds. */
final class BroadcastBlocks {
  private BroadcastBlocks() {}

  /**
   * How many are at least so large when none is left, or after two seconds: Spark removes destroyed
   * broadcasts in the background.
   */
  static int largerThan(long bytes) throws InterruptedException {
    long deadline = System.nanoTime() + 2_000_000_000L;
    while (count(bytes) > 0 && System.nanoTime() < deadline) {
      Thread.sleep(10);
    }
    return count(bytes);
  }

  private static int count(long bytes) {
    return SparkEnv.get().blockManager().getMatchingBlockIds(new IsLarge(bytes)).size();
  }

  private static final class IsLarge extends AbstractFunction1<BlockId, Object> {
    private final long bytes;

    IsLarge(long bytes) {
      this.bytes = bytes;
    }

    @Override
    public Object apply(BlockId block) {
      var status = SparkEnv.get().blockManager().getStatus(block);
      return block.isBroadcast()
          && status.isDefined()
          && status.get().memSize() + status.get().diskSize() > bytes;
    }
  }
}
