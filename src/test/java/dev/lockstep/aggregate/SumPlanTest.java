package dev.lockstep.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A plan's additions are those of the forest, bit for bit, for numbers and for arrays. */
final class SumPlanTest {
  @Test
  void anyBlocksInAnyOrderHaveTheForestsSums() {
    Random random = new Random(1);
    int additions = 0;
    for (int sample = 0; sample < 500; sample++) {
      int blocks = 1 + random.nextInt(12);
      BlockTree tree = BlockTree.ofColumns(blocks);
      List<Integer> some = new ArrayList<>(IntStream.range(0, blocks).boxed().toList());
      Collections.shuffle(some, random);
      some = some.subList(0, 1 + random.nextInt(blocks));
      BlockForest<Loss> forest = new BlockForest<>(tree);
      double[] numbers = new double[some.size()];
      double[][] arrays = new double[some.size()][3];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = random.nextGaussian() * Math.exp(random.nextInt(20));
        arrays[i][0] = numbers[i];
        arrays[i][1] = numbers[i];
        forest.add(some.get(i), new Loss(numbers[i]), loss -> {});
      }
      SumPlan plan = SumPlan.of(tree, some);
      plan.sum(numbers);
      plan.sum(arrays, 2);
      additions += plan.additions().size();
      List<Double> expected = forest.values().stream().map(Loss::value).toList();
      List<Integer> places = plan.nodes().values().stream().map(SumPlan.Place::index).toList();
      assertEquals(expected, places.stream().map(place -> numbers[place]).toList());
      assertEquals(expected, places.stream().map(place -> arrays[place][1]).toList());
      for (int place : places) {
        assertEquals(0, arrays[place][2], "not to be summed");
      }
    }
    assertTrue(additions > 500);
  }
}
