package dev.lockstep.allreduce;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How far the messages of each other executor have come. Those of one executor come in order, on
 * one thread; a round of it is over when as many numbers have come as it must send.
 *
 * <p>The counts of an executor belong to the thread that brings its messages, under the lock, and
 * what that thread wrote before is seen by who finds the round over.
 */
final class Arrivals {
  private final int executors;
  private final int self;

  /** Rounds that are over, counted from the epoch's first. */
  private final AtomicIntegerArray over;

  /** Numbers of the round that is not. */
  private final long[] numbers;

  private final Object[] locks;

  /**
   * Nothing has come yet.
   *
   * @param executors how many there are
   * @param self which one this is
   * @param firstRound the first that will come
   */
  Arrivals(int executors, int self, int firstRound) {
    this.executors = executors;
    this.self = self;
    over = new AtomicIntegerArray(IntStream.generate(() -> firstRound).limit(executors).toArray());
    numbers = new long[executors];
    locks = Stream.generate(Object::new).limit(executors).toArray();
  }

  /**
   * Takes a message.
   *
   * @param from whose, another executor
   * @param round of which it is
   * @param count how many numbers it has
   * @param expected how many the round has
   * @param copy puts them where they belong
   * @return whether every executor's round is over now
   * @throws IllegalArgumentException if it is not the message's turn, or it has too many numbers
   */
  boolean add(int from, int round, int count, long expected, Runnable copy) {
    synchronized (locks[from]) {
      return take(from, round, count, expected, copy);
    }
  }

  private boolean take(int from, int round, int count, long expected, Runnable copy) {
    if (round != over.get(from) || numbers[from] + count > expected) {
      throw new IllegalArgumentException(
          "%d numbers of round %d where %d of round %d are missing"
              .formatted(count, round, expected - numbers[from], over.get(from)));
    }
    copy.run();
    numbers[from] += count;
    if (numbers[from] < expected) {
      return false;
    }
    numbers[from] = 0;
    over.set(from, round + 1);
    return areOver(round);
  }

  /** Whether a round of every other executor is over. */
  boolean areOver(int round) {
    return firstMissing(round) == executors;
  }

  /** The first executor whose round is not over; their number if there is none. */
  int firstMissing(int round) {
    for (int other = 0; other < executors; other++) {
      if (other != self && over.get(other) <= round) {
        return other;
      }
    }
    return executors;
  }
}
