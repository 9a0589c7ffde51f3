package dev.lockstep.aggregate;

import dev.lockstep.network.Addable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The additions that make a forest out of some blocks, in their order: found once a step, done for
 * every tile of the gradient.
 *
 * @param additions what to add up
 * @param nodes the slot of each node's sum
 * @param sums the same slots, by the nodes' first blocks
 */
public record SumPlan(
    List<Addition> additions, BlockForest<SumPlan.Slot> nodes, List<SumPlan.Slot> sums) {
  private SumPlan(List<Addition> additions, BlockForest<Slot> nodes) {
    this(additions, nodes, nodes.values());
  }

  /** {@code left = left + right}, slot by slot. */
  public record Addition(int left, int right) {}

  /** A number or an array among those of all blocks, which notes down what is added to it. */
  public static final class Slot implements Addable<Slot> {
    private static final long serialVersionUID = 1L;

    private final int index;
    private final transient List<Addition> additions;

    Slot(int index, List<Addition> additions) {
      this.index = index;
      this.additions = additions;
    }

    public int index() {
      return index;
    }

    @Override
    public Slot plus(Slot right) {
      additions.add(new Addition(index, right.index));
      return this;
    }
  }

  /** The plan for some blocks, of which the value of the first is at slot 0, and so on. */
  public static SumPlan of(BlockTree tree, List<Integer> blocks) {
    List<Addition> additions = new ArrayList<>();
    BlockForest<Slot> nodes = new BlockForest<>(tree);
    for (int i = 0; i < blocks.size(); i++) {
      nodes.add(blocks.get(i), new Slot(i, additions), slot -> {});
    }
    return new SumPlan(additions, nodes);
  }

  /**
   * The plan for the nodes of disjoint forests: those of the first, by their first blocks, are at
   * the first slots, and so on.
   */
  public static SumPlan ofNodes(BlockTree tree, List<BlockForest<Slot>> forests) {
    List<Addition> additions = new ArrayList<>();
    BlockForest<Slot> nodes = new BlockForest<>(tree);
    AtomicInteger next = new AtomicInteger();
    for (BlockForest<Slot> forest : forests) {
      nodes.merge(forest.map(slot -> new Slot(next.getAndIncrement(), additions)));
    }
    return new SumPlan(additions, nodes);
  }

  /** What a plan's additions are done on where a value is made only when it is wanted. */
  public interface Parts {
    /** The value of a block comes to be at its slot. */
    void put(int slot);

    /** {@code left = left + right}, right being the value of a block that was not put. */
    void addPart(int left, int right);

    /** {@code left = left + right}, both being at their slots. */
    void add(int left, int right);
  }

  /** Adds up parts, of which as few as possible are ever put at their slots. */
  public void sum(Parts parts) {
    boolean[] isPut = new boolean[additions.size() + sums.size()];
    for (Addition addition : additions) {
      if (!isPut[addition.left]) {
        parts.put(addition.left);
        isPut[addition.left] = true;
      }
      if (isPut[addition.right]) {
        parts.add(addition.left, addition.right);
      } else {
        parts.addPart(addition.left, addition.right);
      }
    }
    for (Slot sum : sums) {
      if (!isPut[sum.index]) {
        parts.put(sum.index);
      }
    }
  }

  /** Adds up numbers, one for each block; on return the sums are at the slots of the nodes. */
  public void sum(double[] values) {
    for (Addition addition : additions) {
      values[addition.left] += values[addition.right];
    }
  }

  /** Adds up the first {@code size} numbers of arrays, one array for each block. */
  public void sum(double[][] values, int size) {
    for (Addition addition : additions) {
      double[] left = values[addition.left];
      double[] right = values[addition.right];
      for (int j = 0; j < size; j++) {
        left[j] += right[j];
      }
    }
  }
}
