package dev.lockstep.allreduce;

import dev.lockstep.aggregate.BrokenGroupException;
import dev.lockstep.transport.Attempt;
import dev.lockstep.transport.Endpoint;
import dev.lockstep.transport.Link;
import dev.lockstep.transport.Mailbox;
import dev.lockstep.transport.MessageHeader;
import dev.lockstep.transport.Peer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One executor's connections to the others of its attempt at a slice: sends its tasks' numbers, and
 * takes in the others'. The tasks are its own threads; messages come on those of the transport.
 */
final class Exchange implements Mailbox, AutoCloseable {
  private final Endpoint endpoint;
  private final Attempt attempt;
  private final ReduceScatterPlan shape;
  private final BoundedWait wait;
  private final Arrivals arrivals;
  private final Inbound inbound;

  /** By place, null for this executor's own; written once, before the first step. */
  private final Link[] links;

  private volatile List<Peer> peers = List.of();
  private volatile boolean closed;

  /**
   * Opens the mailbox.
   *
   * @param endpoint this executor's end of all connections
   * @param attempt the attempt's name
   * @param shape who sends what to whom
   * @param wait how the tasks wait; broken when an executor is lost
   */
  Exchange(Endpoint endpoint, Attempt attempt, ReduceScatterPlan shape, BoundedWait wait) {
    this.endpoint = endpoint;
    this.attempt = attempt;
    this.shape = shape;
    this.wait = wait;
    arrivals = new Arrivals(shape.executors(), shape.self(), shape.firstRound());
    inbound = new Inbound(shape);
    links = new Link[shape.executors()];
    endpoint.open(attempt, this);
  }

  /**
   * Connects to all others.
   *
   * @param all who takes part, in their order
   * @throws BrokenGroupException if one cannot be reached
   */
  void connect(List<Peer> all) {
    peers = List.copyOf(all);
    for (int i = 0; i < all.size(); i++) {
      if (i != shape.self()) {
        Peer peer = all.get(i);
        links[i] = connect(peer);
      }
    }
  }

  private Link connect(Peer peer) {
    try {
      return endpoint.connect(peer, () -> lose(peer));
    } catch (IOException e) {
      throw new BrokenGroupException(
          "There is no connection to %s: %s".formatted(peer, e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrokenGroupException("Stopped while connecting to %s".formatted(peer), e);
    }
  }

  private void lose(Peer peer) {
    if (!closed) {
      wait.breakUp("The connection to %s ended: it is lost".formatted(peer), null);
    }
  }

  ReduceScatterPlan shape() {
    return shape;
  }

  Inbound inbound() {
    return inbound;
  }

  /**
   * Sends every other executor a share of this one's nodes, as far as it lies in its range.
   *
   * @param worker the task whose share it is
   * @param step the mini-batch
   * @param own all nodes of this executor, complete in the share
   * @param from the share's first number
   * @param to the number after its last
   */
  void sendNodes(int worker, int step, List<NodeValues> own, long from, long to) {
    int round = ReduceScatterPlan.nodesRound(step);
    for (int i = 0; i < links.length; i++) {
      if (i != shape.self()) {
        List<Link> link = List.of(links[i]);
        long start = Math.max(from, shape.from(i));
        long end = Math.min(to, shape.to(i));
        if (worker == 0 && shape.numbers(shape.self(), i, round) == 0) {
          send(link, round, 0, shape.from(i), 0, target -> {}); // which is all that will come
        }
        for (int node = 0; node < own.size(); node++) {
          NodeValues values = own.get(node);
          send(link, round, node, start, end, values);
        }
        links[i].flush();
      }
    }
  }

  private void send(List<Link> to, int round, int node, long start, long end, NodeValues values) {
    for (long at = start; at < end; at += Link.MOST_NUMBERS) {
      long first = at;
      long last = Math.min(at + Link.MOST_NUMBERS, end);
      send(to, round, node, first, (int) (last - first), t -> values.copy(first, last, t));
    }
  }

  private void send(
      List<Link> to, int round, int node, long position, int count, Consumer<DoubleBuffer> fill) {
    MessageHeader header = new MessageHeader(attempt, shape.self(), round, node, position);
    Link.send(to, header, count, fill);
  }

  /**
   * Sends everyone a part of the sums of this executor's range.
   *
   * @param worker the task that has added them up
   * @param step the mini-batch
   * @param from the part's first number
   * @param to the number after its last
   */
  void sendSums(int worker, int step, long from, long to) {
    List<Link> others = new ArrayList<>();
    for (Link link : links) {
      if (link != null) {
        others.add(link);
      }
    }
    int round = ReduceScatterPlan.sumsRound(step);
    DoubleBuffer sums = inbound.sums();
    if (shape.length(shape.self()) == 0 && worker == 0) {
      send(others, round, 0, from, 0, target -> {}); // which is all that will come
    }
    for (long at = from; at < to; at += Link.MOST_NUMBERS) {
      int start = (int) at;
      int count = (int) Math.min(Link.MOST_NUMBERS, to - at);
      send(others, round, 0, at, count, t -> t.put(sums.slice(start, count)));
    }
    others.forEach(Link::flush);
  }

  /** Waits for the nodes of all others. */
  void awaitNodes(int worker, int step, BooleanSupplier killed) {
    await(worker, ReduceScatterPlan.nodesRound(step), killed);
  }

  /** Waits for the sums of all others. */
  void awaitSums(int worker, int step, BooleanSupplier killed) {
    await(worker, ReduceScatterPlan.sumsRound(step), killed);
  }

  private void await(int worker, int round, BooleanSupplier killed) {
    wait.parkUntil(
        worker,
        () -> arrivals.areOver(round),
        () -> peers.get(Math.min(arrivals.firstMissing(round), peers.size() - 1)).toString(),
        killed);
  }

  @Override
  public void accept(MessageHeader header, ByteBuffer numbers) {
    int from = header.from();
    if (from < 0
        || from >= shape.executors()
        || from == shape.self()
        || header.round() < 0
        || header.round() >= shape.rounds()) {
      throw new IllegalArgumentException("no worker's message: " + header);
    }
    boolean all =
        arrivals.add(
            from,
            header.round(),
            numbers.remaining() / Double.BYTES,
            shape.numbers(from, shape.self(), header.round()),
            () -> inbound.put(header, numbers));
    if (all) {
      wait.wake(-1);
    }
  }

  /** Leaves the connections to the next slice. */
  @Override
  public void close() {
    closed = true;
    endpoint.close(attempt);
    for (Link link : links) {
      if (link != null) {
        link.close();
      }
    }
  }
}
