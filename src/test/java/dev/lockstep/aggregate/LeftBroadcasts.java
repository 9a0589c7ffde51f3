package dev.lockstep.aggregate;

import java.util.HashSet;
import java.util.Set;
import org.apache.spark.SparkEnv;
import org.apache.spark.storage.BlockId;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;

/**
 * The large broadcast blocks that Spark's block manager of this JVM holds now, and those that come.
 * Spark's own, one for each stage, are smaller, and live until the next garbage collection.
 */
final class LeftBroadcasts {
  private static final long LARGE = 100_000;

  private final Set<BlockId> before = held();

  /**
   * Those that came and stayed: empty when none is left, or what is left after two seconds, since
   * Spark removes destroyed broadcasts in the background.
   */
  Set<BlockId> leftSince() throws InterruptedException {
    long deadline = System.nanoTime() + 2_000_000_000L;
    Set<BlockId> left = held();
    left.removeAll(before);
    while (!left.isEmpty() && System.nanoTime() < deadline) {
      Thread.sleep(10);
      left.retainAll(held());
    }
    return left;
  }

  private static Set<BlockId> held() {
    return new HashSet<>(
        CollectionConverters.asJava(
            SparkEnv.get().blockManager().getMatchingBlockIds(new IsLargeBroadcast())));
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
