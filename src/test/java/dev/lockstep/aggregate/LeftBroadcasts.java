package dev.lockstep.aggregate;

import org.apache.spark.SparkEnv;
import org.apache.spark.storage.BlockId;
import scala.runtime.AbstractFunction1;

/**
 * Counts the large broadcast blocks that Spark's block manager of this JVM holds. Spark's own, one
 * for each stage, are smaller, and live until the next garbage collection.
 */
final class LeftBroadcasts {
  private static final long LARGE = 100_000;

  private LeftBroadcasts() {}

  /**
   * The count when none is left, or after two seconds: Spark removes destroyed broadcasts in the
   * background.
   */
  static int countAfterCleaning() throws InterruptedException {
    long deadline = System.nanoTime() + 2_000_000_000L;
    while (count() > 0 && System.nanoTime() < deadline) {
      Thread.sleep(10);
    }
    return count();
  }

  private static int count() {
    return SparkEnv.get().blockManager().getMatchingBlockIds(new IsLargeBroadcast()).size();
  }

  private static final class IsLargeBroadcast extends AbstractFunction1<BlockId, Object> {
    @Override
    public Object apply(BlockId block) {
      var status = SparkEnv.get().blockManager().getStatus(block);
      return block.isBroadcast()
          && status.isDefined()
          && status.get().memSize() + status.get().diskSize() > LARGE;
    }
  }
}
