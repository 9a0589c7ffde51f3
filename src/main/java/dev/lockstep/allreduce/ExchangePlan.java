package dev.lockstep.allreduce;

import dev.lockstep.aggregate.BlockForest;
import dev.lockstep.aggregate.BlockTree;
import dev.lockstep.aggregate.SumPlan;
import dev.lockstep.pack.MiniBatchPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * How the nodes of all executors become the sum of a mini-batch: found twice an epoch, since its
 * last mini-batch may be shorter.
 *
 * @param sums the additions; those nodes are at the first places that the first executor has, and
 *     so on
 * @param nodes how many nodes each executor has
 * @param firstPlaces the place of each executor's first node
 * @param root the place of the sum
 */
record ExchangePlan(SumPlan sums, List<Integer> nodes, List<Integer> firstPlaces, int root) {
  /** The plan for one mini-batch. */
  static ExchangePlan of(GroupLayout layout, MiniBatchPlan plan, int step) {
    List<BlockForest<SumPlan.Place>> forests = layout.nodes(plan, step);
    SumPlan sums = SumPlan.ofNodes(BlockTree.ofStep(plan, step), forests);
    List<Integer> nodes = new ArrayList<>();
    List<Integer> firstPlaces = new ArrayList<>();
    int next = 0;
    for (BlockForest<SumPlan.Place> forest : forests) {
      nodes.add(forest.values().size());
      firstPlaces.add(next);
      next += forest.values().size();
    }
    return new ExchangePlan(sums, nodes, firstPlaces, sums.nodes().sum().index());
  }

  /** How many nodes there are. */
  int places() {
    return nodes.stream().mapToInt(Integer::intValue).sum();
  }
}
