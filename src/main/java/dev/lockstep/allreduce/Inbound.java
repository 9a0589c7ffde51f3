package dev.lockstep.allreduce;

import dev.lockstep.transport.MessageHeader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the numbers of the other executors lie: made once a slice, in the form in which they
 * arrive.
 *
 * <p>Written by the threads of the transport while a round lasts, read by the tasks when it is
 * over. No executor sends nodes of the next step before it has had this one's sum of this range.
 */
final class Inbound {
  private final ReduceScatterPlan shape;

  /** By executor and node: its numbers in this executor's range. */
  private final List<List<ByteBuffer>> nodes = new ArrayList<>();

  /** The sums of all ranges, where they are sent. */
  private final ByteBuffer sums;

  Inbound(ReduceScatterPlan shape) {
    this.shape = shape;
    for (int executor = 0; executor < shape.executors(); executor++) {
      List<ByteBuffer> own = new ArrayList<>();
      int count = executor == shape.self() ? 0 : shape.mostNodes(executor);
      for (int node = 0; node < count; node++) {
        own.add(buffer(shape.length(shape.self())));
      }
      nodes.add(own);
    }
    sums = buffer(shape.size());
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

  /**
   * Copies a message's numbers to where they belong.
   *
   * @throws IllegalArgumentException if they belong nowhere
   */
  void put(MessageHeader header, ByteBuffer numbers) {
    boolean isSum = ReduceScatterPlan.isSums(header.round());
    int owner = isSum ? header.from() : shape.self();
    int count = numbers.remaining() / Double.BYTES;
    int step = ReduceScatterPlan.step(header.round());
    int most = isSum ? 1 : shape.plan(step).nodes().get(header.from());
    boolean empty = count == 0;
    if (header.position() < shape.from(owner)
        || header.position() > shape.to(owner) - count
        || header.node() < 0
        || (header.node() >= most && !empty)) {
      throw new IllegalArgumentException(
          "%d numbers from %d of node %d".formatted(count, header.position(), header.node()));
    }
    if (!empty) {
      ByteBuffer target = isSum ? sums : nodes.get(header.from()).get(header.node());
      long base = isSum ? 0 : shape.from(owner);
      int index = Math.toIntExact((header.position() - base) * Double.BYTES);
      target.put(index, numbers, numbers.position(), numbers.remaining());
    }
  }
}
