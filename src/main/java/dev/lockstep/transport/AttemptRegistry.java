package dev.lockstep.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The driver's list of who has come to an attempt; complete when all its tasks are in it. Changed
 * under its own lock.
 */
final class AttemptRegistry {
  private static final Map<Attempt, AttemptRegistry> ROLLS = new ConcurrentHashMap<>();

  private final int tasks;
  private final List<Peer> peers = new ArrayList<>();

  private AttemptRegistry(int tasks) {
    this.tasks = tasks;
  }

  static void open(Attempt attempt, int tasks) {
    ROLLS.put(attempt, new AttemptRegistry(tasks));
  }

  static void close(Attempt attempt) {
    ROLLS.remove(attempt);
  }

  static Optional<AttemptRegistry> of(Attempt attempt) {
    return Optional.ofNullable(ROLLS.get(attempt));
  }

  /**
   * Enters an executor, once.
   *
   * @return all of them, or nothing as long as some are missing
   */
  synchronized List<Peer> enter(Peer peer) {
    if (!peers.contains(peer)) {
      peers.add(peer);
    }
    int there = peers.stream().mapToInt(p -> p.tasks().size()).sum();
    return there == tasks ? List.copyOf(peers) : List.of();
  }
}
