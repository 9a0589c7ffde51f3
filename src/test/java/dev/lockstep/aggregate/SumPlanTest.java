package dev.lockstep.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.network.Addable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A plan's additions are those of the forest, bit for bit, for numbers, arrays and parts. */
final class SumPlanTest {
  @Test
  void anyBlocksInAnyOrderHaveTheForestsSums() {
    Random random = new Random(1);
    int additions = 0;
    for (int sample = 0; sample < 500; sample++) {
      int blocks = 1 + random.nextInt(12);
      BlockTree tree = BlockTree.ofLanes(blocks);
      List<Integer> some = new ArrayList<>(IntStream.range(0, blocks).boxed().toList());
      Collections.shuffle(some, random);
      some = some.subList(0, 1 + random.nextInt(blocks));
      BlockForest<Real> forest = new BlockForest<>(tree);
      double[] numbers = new double[some.size()];
      double[][] arrays = new double[some.size()][3];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = random.nextGaussian() * Math.exp(random.nextInt(20));
        arrays[i][0] = numbers[i];
        arrays[i][1] = numbers[i];
        forest.add(some.get(i), new Real(numbers[i]), loss -> {});
      }
      SumPlan plan = SumPlan.of(tree, some);
      Numbers parts = new Numbers(numbers.clone());
      plan.sum(parts);
      plan.sum(numbers);
      plan.sum(arrays, 2);
      additions += plan.additions().size();
      List<Double> expected = forest.values().stream().map(Real::value).toList();
      List<Integer> slots = plan.nodes().values().stream().map(SumPlan.Slot::index).toList();
      assertEquals(expected, slots.stream().map(slot -> numbers[slot]).toList());
      assertEquals(expected, slots.stream().map(slot -> arrays[slot][1]).toList());
      assertEquals(expected, slots.stream().map(slot -> parts.sums[slot]).toList());
      for (int slot : slots) {
        assertEquals(0, arrays[slot][2], "not to be summed");
      }
    }
    assertTrue(additions > 500);
  }

  /** A number in a forest. */
  private record Real(double value) implements Addable<Real> {
    private static final long serialVersionUID = 1L;

    @Override
    public Real plus(Real right) {
      return new Real(value + right.value);
    }
  }

  /** Parts that are numbers: a slot has none before it is put, and none that is added twice. */
  private static final class Numbers implements SumPlan.Parts {
    private final double[] leaves;
    private final double[] sums;

    Numbers(double[] leaves) {
      this.leaves = leaves;
      sums = new double[leaves.length];
      Arrays.fill(sums, Double.NaN);
    }

    @Override
    public void put(int slot) {
      sums[slot] = take(slot);
    }

    @Override
    public void addPart(int left, int right) {
      sums[left] += take(right);
    }

    @Override
    public void add(int left, int right) {
      sums[left] += sums[right];
      sums[right] = Double.NaN;
    }

    private double take(int slot) {
      double value = leaves[slot];
      leaves[slot] = Double.NaN;
      return value;
    }
  }
}
