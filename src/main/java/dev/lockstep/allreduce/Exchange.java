package dev.lockstep.allreduce;

import dev.lockstep.aggregate.BrokenGroupException;
import dev.lockstep.network.Gradient;
import dev.lockstep.transport.Attempt;
import dev.lockstep.transport.Endpoint;
import dev.lockstep.transport.Link;
import dev.lockstep.transport.MessageHeader;
import dev.lockstep.transport.Peer;
import dev.lockstep.transport.Rendezvous;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One executor's connections to the others of its attempt at a slice: sends its workers' numbers,
 * and takes in the others'. The workers are its own threads; messages come on those of the
 * transport.
 */
final class Exchange implements Endpoint.Mailbox, AutoCloseable {
  /**
   * What executors exchange of a node: its D numbers in canonical order, then its loss.
   *
   * @param gradient the node's gradient; its own loss does not count
   * @param loss the node's loss
   */
  record Node(Gradient gradient, double loss) {
    /**
     * Copies a range.
     *
     * @param from its first number, 0 to D
     * @param to the number after its last, at most D + 1
     * @param target gets them, from where it stands
     */
    void copy(long from, long to, DoubleBuffer target) {
      long size = gradient.topology().size();
      gradient.copy(from, Math.min(to, size), target);
      if (to > size) {
        target.put(loss);
      }
    }
  }

  private final Endpoint endpoint;
  private final Attempt attempt;
  private final ReduceScatterPlan plan;
  private final StepBarrier barrier;
  private final Inbox inbox;

  /** By executor, null for this one; written once, before the first step. */
  private final Link[] links;

  private volatile List<Peer> peers = List.of();
  private volatile boolean closed;

  /** Opens the mailbox; the barrier is broken when an executor is lost. */
  Exchange(Endpoint endpoint, Attempt attempt, ReduceScatterPlan plan, StepBarrier barrier) {
    this.endpoint = endpoint;
    this.attempt = attempt;
    this.plan = plan;
    this.barrier = barrier;
    inbox = new Inbox(plan);
    links = new Link[plan.executors()];
    endpoint.open(attempt, this);
  }

  /**
   * Opens a mailbox, meets all others and connects to them.
   *
   * @param attempt the attempt's name
   * @param plan who sends what to whom
   * @param barrier where its workers wait
   * @param timeoutNanos bounds the meeting
   * @param killed whether Spark wants the task to end
   * @throws BrokenGroupException if some do not come, or cannot be reached
   */
  static Exchange meet(
      Attempt attempt,
      ReduceScatterPlan plan,
      StepBarrier barrier,
      long timeoutNanos,
      BooleanSupplier killed) {
    Exchange exchange = new Exchange(Rendezvous.endpoint(), attempt, plan, barrier);
    try {
      List<Peer> all = Rendezvous.meet(attempt, plan.own(), timeoutNanos, killed);
      if (all.isEmpty()) {
        throw new BrokenGroupException(
            "Not all of %d executors have come within %d s"
                .formatted(plan.executors(), TimeUnit.NANOSECONDS.toSeconds(timeoutNanos)),
            null);
      }
      exchange.connect(all);
      return exchange;
    } catch (RuntimeException e) {
      exchange.close();
      throw e;
    }
  }

  /**
   * Connects to all others, given who takes part, in their order.
   *
   * @throws BrokenGroupException if one cannot be reached
   */
  void connect(List<Peer> all) {
    peers = List.copyOf(all);
    for (int i = 0; i < all.size(); i++) {
      if (i != plan.self()) {
        links[i] = connect(all.get(i));
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
      barrier.breakUp("The connection to %s ended: it is lost".formatted(peer), null);
    }
  }

  ReduceScatterPlan plan() {
    return plan;
  }

  Inbox inbox() {
    return inbox;
  }

  /**
   * Sends every other executor a worker's share of this one's nodes, from number {@code from} to
   * {@code to} - 1 of each, as far as it lies in its range.
   */
  void sendNodes(int rank, int step, List<Node> own, long from, long to) {
    int round = ReduceScatterPlan.nodesRound(step);
    for (int i = 0; i < links.length; i++) {
      if (i != plan.self()) {
        List<Link> link = List.of(links[i]);
        long start = Math.max(from, plan.from(i));
        long end = Math.min(to, plan.to(i));
        if (rank == 0 && plan.numbers(plan.self(), i, round) == 0) {
          send(link, round, 0, plan.from(i), 0, target -> {}); // which is all that will come
        }
        for (int node = 0; node < own.size(); node++) {
          Node values = own.get(node);
          for (long at = start; at < end; at += Link.MOST_NUMBERS) {
            long first = at;
            long last = Math.min(at + Link.MOST_NUMBERS, end);
            send(link, round, node, first, (int) (last - first), t -> values.copy(first, last, t));
          }
        }
        links[i].flush();
      }
    }
  }

  private void send(
      List<Link> to, int round, int node, long position, int count, Consumer<DoubleBuffer> fill) {
    MessageHeader header = new MessageHeader(attempt, plan.self(), round, node, position);
    Link.send(to, header, count, fill);
  }

  /** Sends everyone the part of the sums of this executor's range that a worker has added up. */
  void sendSums(int rank, int step, long from, long to) {
    List<Link> others = Stream.of(links).filter(Objects::nonNull).toList();
    int round = ReduceScatterPlan.sumsRound(step);
    DoubleBuffer sums = inbox.sums();
    if (plan.length(plan.self()) == 0 && rank == 0) {
      send(others, round, 0, from, 0, target -> {}); // which is all that will come
    }
    for (long at = from; at < to; at += Link.MOST_NUMBERS) {
      int start = (int) at;
      int count = (int) Math.min(Link.MOST_NUMBERS, to - at);
      send(others, round, 0, at, count, t -> t.put(sums.slice(start, count)));
    }
    others.forEach(Link::flush);
  }

  /**
   * Waits until a round of all others is over.
   *
   * @throws BrokenGroupException if a message does not come in time, or an executor is lost
   */
  void await(int rank, int round, BooleanSupplier killed) {
    barrier.parkUntil(
        rank,
        () -> inbox.isOver(round),
        () -> peers.get(Math.min(inbox.firstMissing(round), peers.size() - 1)).toString(),
        killed);
  }

  @Override
  public void accept(MessageHeader header, ByteBuffer numbers) {
    if (inbox.accept(header, numbers)) {
      barrier.wake(-1);
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
