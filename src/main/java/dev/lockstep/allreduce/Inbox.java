package dev.lockstep.allreduce;

import dev.lockstep.transport.MessageHeader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The numbers of the other executors, made once a slice in the form in which they arrive, and how
 * far they have come. Those of one executor come in order, on one thread; a round of it is over
 * when as many numbers have come as it must send.
 *
 * <p>Written by the threads of the transport while a round lasts, read by the workers when it is
 * over. No executor sends nodes of the next step before it has had this one's sum of this range.
 * The counts of an executor belong to the thread that brings its messages, under the lock, and what
 * that thread wrote before is seen by who finds the round over.
 */
final class Inbox {
  private final ReduceScatterPlan plan;

  /** By executor and node: its numbers in this executor's range. */
  private final List<List<ByteBuffer>> nodes = new ArrayList<>();

  /** The sums of all ranges, where they are sent. */
  private final ByteBuffer sums;

  /** Rounds that are over, counted from the epoch's first. */
  private final AtomicIntegerArray over;

  /** Numbers of the round that is not. */
  private final long[] numbers;

  private final Object[] locks;

  /** Nothing has come yet. */
  Inbox(ReduceScatterPlan plan) {
    this.plan = plan;
    int executors = plan.executors();
    for (int executor = 0; executor < executors; executor++) {
      int count = executor == plan.self() ? 0 : plan.mostNodes(executor);
      nodes.add(Stream.generate(() -> buffer(plan.length(plan.self()))).limit(count).toList());
    }
    sums = buffer(plan.size());
    int first = plan.firstRound();
    over = new AtomicIntegerArray(IntStream.generate(() -> first).limit(executors).toArray());
    numbers = new long[executors];
    locks = Stream.generate(Object::new).limit(executors).toArray();
  }

  private static ByteBuffer buffer(long numbers) {
    return ByteBuffer.allocateDirect(Math.toIntExact(numbers * Double.BYTES))
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The numbers of a node in this executor's range. */
  DoubleBuffer node(int executor, int node) {
    return nodes.get(executor).get(node).asDoubleBuffer();
  }

  /** The sums of all numbers. */
  DoubleBuffer sums() {
    return sums.asDoubleBuffer();
  }

  /** Whether a round of every other executor is over. */
  boolean isOver(int round) {
    return firstMissing(round) == plan.executors();
  }

  /** The first executor whose round is not over; their number if all are over. */
  int firstMissing(int round) {
    for (int other = 0; other < plan.executors(); other++) {
      if (other != plan.self() && over.get(other) <= round) {
        return other;
      }
    }
    return plan.executors();
  }

  /**
   * Copies a message's numbers to where they belong.
   *
   * @return whether every executor's round is over now
   * @throws IllegalArgumentException if no executor sends such a message now
   */
  boolean accept(MessageHeader header, ByteBuffer message) {
    int from = header.from();
    int round = header.round();
    if (from < 0
        || from >= plan.executors()
        || from == plan.self()
        || round < 0
        || round >= plan.rounds()) {
      throw new IllegalArgumentException("no member's message: " + header);
    }
    int count = message.remaining() / Double.BYTES;
    long expected = plan.numbers(from, plan.self(), round);
    synchronized (locks[from]) {
      if (round != over.get(from) || numbers[from] + count > expected) {
        throw new IllegalArgumentException(
            "%d numbers of round %d where %d of round %d are missing"
                .formatted(count, round, expected - numbers[from], over.get(from)));
      }
      put(header, message, count);
      numbers[from] += count;
      if (numbers[from] < expected) {
        return false;
      }
      numbers[from] = 0;
      over.set(from, round + 1);
    }
    return isOver(round);
  }

  private void put(MessageHeader header, ByteBuffer message, int count) {
    boolean isSum = ReduceScatterPlan.isSums(header.round());
    int owner = isSum ? header.from() : plan.self();
    int step = ReduceScatterPlan.step(header.round());
    int most = isSum ? 1 : plan.nodes(step).slots().get(header.from()).size();
    if (header.position() < plan.from(owner)
        || header.position() > plan.to(owner) - count
        || header.node() < 0
        || (header.node() >= most && count > 0)) {
      throw new IllegalArgumentException(
          "%d numbers from %d of node %d".formatted(count, header.position(), header.node()));
    }
    if (count > 0) {
      long base = isSum ? 0 : plan.from(owner);
      int index = Math.toIntExact((header.position() - base) * Double.BYTES);
      ByteBuffer target = isSum ? sums : nodes.get(header.from()).get(header.node());
      target.put(index, message, message.position(), message.remaining());
    }
  }
}
