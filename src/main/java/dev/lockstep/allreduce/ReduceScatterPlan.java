package dev.lockstep.allreduce;

import dev.lockstep.aggregate.BlockForest;
import dev.lockstep.aggregate.BlockTree;
import dev.lockstep.aggregate.SumPlan;
import dev.lockstep.pack.MiniBatchPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which executor runs which tasks of a barrier stage, and who sends what to whom in a step.
 * Executors stand in the order of their first tasks.
 *
 * <p>Each executor owns a range of all numbers. In a step's first round each sends the others its
 * nodes in their ranges and adds up its own range, in the second each sends its sum to all
 * (reduce-scatter and all-gather): the bytes that an executor sends and receives do not grow with
 * the number of executors.
 */
final class ReduceScatterPlan {
  private static final int ROUNDS = 2;

  private final List<List<Integer>> tasks;
  private final int self;
  private final int firstStep;
  private final int steps;
  private final long size;
  private final Nodes nodes;
  private final Nodes lastNodes;

  /**
   * How the nodes of all executors become the sum of a mini-batch.
   *
   * @param sums the additions
   * @param slots of each executor the slots of its nodes, by their first blocks
   * @param root the slot of the sum
   */
  record Nodes(SumPlan sums, List<List<Integer>> slots, int root) {}

  /**
   * For one slice of an epoch.
   *
   * @param tasks the partitions of each executor, ascending
   * @param self which of the executors this one is
   * @param plan the mini-batches, of which the last may be shorter
   * @param firstStep the slice's first
   * @param size how many numbers a node has, the loss included
   */
  ReduceScatterPlan(
      List<List<Integer>> tasks, int self, MiniBatchPlan plan, int firstStep, long size) {
    this.tasks = tasks;
    this.self = self;
    this.firstStep = firstStep;
    steps = plan.steps();
    this.size = size;
    nodes = nodes(plan, 0);
    lastNodes = nodes(plan, steps - 1);
  }

  /**
   * From the addresses of all tasks of a stage, as Spark has them; the given task is one of this
   * executor's.
   */
  static ReduceScatterPlan of(
      List<String> addresses, int task, MiniBatchPlan plan, int firstStep, long size) {
    Map<String, List<Integer>> tasks = new LinkedHashMap<>();
    for (int i = 0; i < addresses.size(); i++) {
      tasks.computeIfAbsent(addresses.get(i), address -> new ArrayList<>()).add(i);
    }
    int self = List.copyOf(tasks.keySet()).indexOf(addresses.get(task));
    return new ReduceScatterPlan(List.copyOf(tasks.values()), self, plan, firstStep, size);
  }

  /** Each executor's nodes are those that its tasks' blocks of a mini-batch add up to. */
  private Nodes nodes(MiniBatchPlan plan, int step) {
    BlockTree tree = BlockTree.ofStep(plan, step);
    int partitions = tasks.stream().mapToInt(List::size).sum();
    List<BlockForest<SumPlan.Slot>> forests = new ArrayList<>();
    List<List<Integer>> slots = new ArrayList<>();
    int next = 0;
    for (List<Integer> own : tasks) {
      List<Integer> blocks =
          IntStream.range(0, plan.blocks())
              .filter(block -> own.contains(plan.shareOf(block, partitions)))
              .filter(block -> plan.blockRows(step, block) > 0)
              .boxed()
              .toList();
      BlockForest<SumPlan.Slot> forest = SumPlan.of(tree, blocks).nodes();
      int end = next + forest.values().size();
      slots.add(IntStream.range(next, end).boxed().toList());
      forests.add(forest);
      next = end;
    }
    SumPlan sums = SumPlan.ofNodes(tree, forests);
    return new Nodes(sums, slots, sums.nodes().sum().index());
  }

  int executors() {
    return tasks.size();
  }

  int self() {
    return self;
  }

  /** The tasks of this executor. */
  List<Integer> own() {
    return tasks.get(self);
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
    return Math.max(nodes.slots.get(executor).size(), lastNodes.slots.get(executor).size());
  }

  /** The most nodes that all executors have in a step. */
  int mostSlots() {
    return IntStream.range(0, executors()).map(this::mostNodes).sum();
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
    return size * executor / executors();
  }

  /** The number after the last that an executor adds up. */
  long to(int executor) {
    return from(executor + 1);
  }

  long length(int executor) {
    return to(executor) - from(executor);
  }

  /** How many numbers an executor sends to another in a round. */
  long numbers(int sender, int receiver, int round) {
    return isSums(round)
        ? length(sender)
        : length(receiver) * nodes(step(round)).slots.get(sender).size();
  }
}
