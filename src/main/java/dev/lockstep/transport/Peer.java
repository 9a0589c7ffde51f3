package dev.lockstep.transport;

import java.io.Serializable;
import java.util.List;

/**
 * An executor that takes part in an epoch.
 *
 * @param executor its name in Spark
 * @param host where it listens
 * @param port where it listens
 * @param tasks its partitions, ascending
 */
public record Peer(String executor, String host, int port, List<Integer> tasks)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Copies the list. */
  public Peer {
    tasks = List.copyOf(tasks);
  }

  /** As messages call it. */
  @Override
  public String toString() {
    return "executor %s on %s".formatted(executor, host);
  }
}
