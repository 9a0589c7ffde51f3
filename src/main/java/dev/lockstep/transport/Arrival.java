package dev.lockstep.transport;

import java.io.Serializable;

/**
 * An executor tells the driver that it has come to an attempt.
 *
 * @param attempt which
 * @param peer who
 */
record Arrival(Attempt attempt, Peer peer) implements Serializable {
  private static final long serialVersionUID = 1L;
}
