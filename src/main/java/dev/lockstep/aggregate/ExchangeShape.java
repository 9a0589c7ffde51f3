package dev.lockstep.aggregate;

import dev.lockstep.data.MiniBatchPlan;

/**
 * Who sends what to whom in a step.
 *
 * <p>Two executors send each other all their nodes, and each adds them all up: one round. More of
 * them own a slice of all numbers each: first each sends the others its nodes in their slices and
 * adds up its own slice, then each sends its sum to all: two rounds, in which the bytes that an
 * executor sends and receives do not grow with their number.
 */
final class ExchangeShape {
  private final int executors;
  private final int self;
  private final int steps;
  private final long size;
  private final ExchangePlan plan;
  private final ExchangePlan lastPlan;

  /**
   * For one epoch.
   *
   * @param membership who takes part
   * @param plan the mini-batches
   * @param size how many numbers a node has, the loss included
   */
  ExchangeShape(Membership membership, MiniBatchPlan plan, long size) {
    executors = membership.executors();
    self = membership.self();
    steps = plan.steps();
    this.size = size;
    this.plan = ExchangePlan.of(membership, plan, 0);
    lastPlan = ExchangePlan.of(membership, plan, steps - 1);
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

  /** Whether every executor adds up everything. */
  boolean isDirect() {
    return executors == 2;
  }

  int rounds() {
    return isDirect() ? 1 : 2;
  }

  /** The first number that an executor adds up. */
  long from(int executor) {
    return isDirect() ? 0 : size * executor / executors;
  }

  /** The number after the last that an executor adds up. */
  long to(int executor) {
    return isDirect() ? size : size * (executor + 1) / executors;
  }

  long length(int executor) {
    return to(executor) - from(executor);
  }

  /** How many numbers an executor sends to another in a round. */
  long numbers(int sender, int receiver, int round) {
    return isSums(round)
        ? length(sender)
        : length(receiver) * plan(round / rounds()).nodes().get(sender);
  }

  /** Whether a round is one in which sums are sent, not nodes. */
  boolean isSums(int round) {
    return round % rounds() == 1;
  }

  /** The most nodes that an executor has in a step. */
  int mostNodes(int executor) {
    return Math.max(plan.nodes().get(executor), lastPlan.nodes().get(executor));
  }
}
