package dev.lockstep.network;

import java.util.HashMap;
import java.util.Map;

/**
 * One {@link Workspace} for every number of rows that turns up: blocks come in two lengths, and two
 * more in the last mini-batch. Not for two threads at once.
 */
final class Workspaces {
  private final Topology topology;
  private final Map<Integer, Workspace> byRows = new HashMap<>();

  Workspaces(Topology topology) {
    this.topology = topology;
  }

  Workspace forRows(int rows) {
    return byRows.computeIfAbsent(rows, n -> new Workspace(topology, n));
  }
}
