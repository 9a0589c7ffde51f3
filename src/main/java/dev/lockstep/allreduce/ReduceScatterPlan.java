package dev.lockstep.allreduce;

import dev.lockstep.pack.MiniBatchPlan;

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
  private final ExchangePlan plan;
  private final ExchangePlan lastPlan;

  /**
   * For one slice of an epoch.
   *
   * @param layout who takes part
   * @param plan the mini-batches
   * @param firstStep the slice's first
   * @param size how many numbers a node has, the loss included
   */
  ReduceScatterPlan(GroupLayout layout, MiniBatchPlan plan, int firstStep, long size) {
    executors = layout.executors();
    self = layout.self();
    this.firstStep = firstStep;
    steps = plan.steps();
    this.size = size;
    this.plan = ExchangePlan.of(layout, plan, 0);
    lastPlan = ExchangePlan.of(layout, plan, steps - 1);
  }

  int executors() {
    return executors;
  }

  int self() {
    return self;
  }

  int steps() {
    return steps;
  }

  /** D + 1. */
  long size() {
    return size;
  }

  ExchangePlan plan(int step) {
    return step == steps - 1 ? lastPlan : plan;
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
        : length(receiver) * plan(step(round)).nodes().get(sender);
  }

  /** Whether a round is one in which sums are sent, not nodes. */
  static boolean isSums(int round) {
    return round % ROUNDS == 1;
  }

  /** The most nodes that an executor has in a step. */
  int mostNodes(int executor) {
    return Math.max(plan.nodes().get(executor), lastPlan.nodes().get(executor));
  }
}
