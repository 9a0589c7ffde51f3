package dev.lockstep.aggregate;

import dev.lockstep.pack.Chunk;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.api.java.function.Function2;

/** Fails the task that reads one partition for the n-th time, once. */
final class FailOnce implements Function2<Integer, Iterator<Chunk>, Iterator<Chunk>> {
  private static final long serialVersionUID = 1L;

  /** Reads left before the fault; tasks of all threads count here. */
  private static final AtomicInteger LEFT = new AtomicInteger();

  private final int partition;

  /** Strikes when {@code partition} has been read {@code reads} times. */
  FailOnce(int partition, int reads) {
    this.partition = partition;
    LEFT.set(reads);
  }

  static boolean hasFailed() {
    return LEFT.get() < 0;
  }

  @Override
  public Iterator<Chunk> call(Integer index, Iterator<Chunk> chunks) {
    if (index == partition && LEFT.getAndDecrement() == 0) {
      throw new IllegalStateException("a fault made by the test");
    }
    return chunks;
  }
}
