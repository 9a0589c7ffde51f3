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
 * Which executor runs which tasks of a barrier stage; executors stand in the order of their first
 * tasks.
 *
 * @param tasks the partitions of each executor, ascending
 * @param self which of the executors this one is
 */
record GroupLayout(List<List<Integer>> tasks, int self) {
  /**
   * From the addresses of all tasks of a stage, as Spark has them; {@link #self} runs the given
   * task.
   */
  static GroupLayout of(List<String> addresses, int task) {
    Map<String, List<Integer>> tasks = new LinkedHashMap<>();
    for (int i = 0; i < addresses.size(); i++) {
      tasks.computeIfAbsent(addresses.get(i), address -> new ArrayList<>()).add(i);
    }
    int self = List.copyOf(tasks.keySet()).indexOf(addresses.get(task));
    return new GroupLayout(List.copyOf(tasks.values()), self);
  }

  int executors() {
    return tasks.size();
  }

  /** The tasks of {@link #self}. */
  List<Integer> own() {
    return tasks.get(self);
  }

  /** How many tasks all have. */
  int partitions() {
    return tasks.stream().mapToInt(List::size).sum();
  }

  /** The nodes that each executor has of a mini-batch, once its tasks' sums are merged. */
  List<BlockForest<SumPlan.Slot>> nodes(MiniBatchPlan plan, int step) {
    BlockTree tree = BlockTree.ofStep(plan, step);
    List<BlockForest<SumPlan.Slot>> nodes = new ArrayList<>();
    for (List<Integer> own : tasks) {
      List<Integer> blocks =
          IntStream.range(0, plan.blocks())
              .filter(block -> own.contains(plan.shareOf(block, partitions())))
              .filter(block -> plan.blockRows(step, block) > 0)
              .boxed()
              .toList();
      nodes.add(SumPlan.of(tree, blocks).nodes());
    }
    return nodes;
  }
}
