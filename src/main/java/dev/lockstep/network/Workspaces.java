package dev.lockstep.network;

import java.util.HashMap;
import java.util.Map;

/**
 * One {@link Workspace} for every number of rows that turns up (blocks come in two lengths, and two
 * more in the last mini-batch) and every slot. Not for two threads at once.
 */
final class Workspaces {
  private final Topology topology;
  private final Map<Key, Workspace> made = new HashMap<>();

  Workspaces(Topology topology) {
    this.topology = topology;
  }

  /**
   * A workspace, made at first use.
   *
   * @param rows n
   * @param slot workspaces of different slots are different
   */
  Workspace forRows(int rows, int slot) {
    return made.computeIfAbsent(new Key(rows, slot), key -> new Workspace(topology, key.rows));
  }

  private record Key(int rows, int slot) {}
}
