package dev.lockstep.allreduce;

import dev.lockstep.aggregate.BlockForest;
import dev.lockstep.aggregate.BlockTree;
import dev.lockstep.aggregate.SumPlan;
import dev.lockstep.pack.MiniBatchPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * Who sends what to whom in a step.
 *
 * <p>Each executor owns a range of all numbers. In a step's first round each sends the others its
 * nodes in their ranges and adds up its own range, in the second each sends its sum to all
 * (reduce-scatter and all-gather): the bytes that an executor sends and receives do not grow with
 * the number of executors.
 */
final class ReduceScatterPlan {
  private static final int ROUNDS = 2;

  private final int executors;
  private final int self;
  private final int firstStep;
  private final int steps;
  private final long size;
  private final Nodes nodes;
  private final Nodes lastNodes;

  /**
   * How the nodes of all executors become the sum of a mini-batch.
   *
   * @param sums the additions; those nodes are at the first slots that the first executor has, and
   *     so on
   * @param counts how many nodes each executor has
   * @param firstSlots the slot of each executor's first node
   * @param root the slot of the sum
   */
  record Nodes(SumPlan sums, List<Integer> counts, List<Integer> firstSlots, int root) {
    private static Nodes of(GroupLayout layout, MiniBatchPlan plan, int step) {
      List<BlockForest<SumPlan.Slot>> forests = layout.nodes(plan, step);
      SumPlan sums = SumPlan.ofNodes(BlockTree.ofStep(plan, step), forests);
      List<Integer> counts = new ArrayList<>();
      List<Integer> firstSlots = new ArrayList<>();
      int next = 0;
      for (BlockForest<SumPlan.Slot> forest : forests) {
        counts.add(forest.values().size());
        firstSlots.add(next);
        next += forest.values().size();
      }
      return new Nodes(sums, counts, firstSlots, sums.nodes().sum().index());
    }

    /** How many nodes there are. */
    int slots() {
      return counts.stream().mapToInt(Integer::intValue).sum();
    }
  }

  /**
   * For one slice of an epoch.
   *
   * @param layout who takes part
   * @param plan the mini-batches, of which the last may be shorter
   * @param firstStep the slice's first
   * @param size how many numbers a node has, the loss included
   */
  ReduceScatterPlan(GroupLayout layout, MiniBatchPlan plan, int firstStep, long size) {
    executors = layout.executors();
    self = layout.self();
    this.firstStep = firstStep;
    steps = plan.steps();
    this.size = size;
    nodes = Nodes.of(layout, plan, 0);
    lastNodes = Nodes.of(layout, plan, steps - 1);
  }

  int executors() {
    return executors;
  }

  int self() {
    return self;
  }

  /** D + 1. */
  long size() {
    return size;
  }

  Nodes nodes(int step) {
    return step == steps - 1 ? lastNodes : nodes;
  }

  /** The most nodes that an executor has in a step. */
  int mostNodes(int executor) {
    return Math.max(nodes.counts().get(executor), lastNodes.counts().get(executor));
  }

  /** The most nodes that all executors have in a step. */
  int mostSlots() {
    return Math.max(nodes.slots(), lastNodes.slots());
  }

  /** The slice's first. */
  int firstRound() {
    return nodesRound(firstStep);
  }

  /** The round after an epoch's last. */
  int rounds() {
    return ROUNDS * steps;
  }

  /** The round of a step in which nodes are sent. */
  static int nodesRound(int step) {
    return ROUNDS * step;
  }

  /** The round of a step in which sums are sent. */
  static int sumsRound(int step) {
    return ROUNDS * step + 1;
  }

  /** The step that a round is of. */
  static int step(int round) {
    return round / ROUNDS;
  }

  /** Whether a round is one in which sums are sent, not nodes. */
  static boolean isSums(int round) {
    return round % ROUNDS == 1;
  }

  /** The first number that an executor adds up. */
  long from(int executor) {
    return size * executor / executors;
  }

  /** The number after the last that an executor adds up. */
  long to(int executor) {
    return size * (executor + 1) / executors;
  }

  long length(int executor) {
    return to(executor) - from(executor);
  }

  /** How many numbers an executor sends to another in a round. */
  long numbers(int sender, int receiver, int round) {
    return isSums(round)
        ? length(sender)
        : length(receiver) * nodes(step(round)).counts().get(sender);
  }
}
