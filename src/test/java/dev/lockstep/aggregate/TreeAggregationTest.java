package dev.lockstep.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.LocalSpark;
import dev.lockstep.linalg.Blas;
import dev.lockstep.network.Gradient;
import dev.lockstep.network.Initializer;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.Phase;
import dev.lockstep.network.SgdStep;
import dev.lockstep.network.Topology;
import dev.lockstep.pack.PackedDataset;
import dev.lockstep.rows.Dataset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The laws of aggregating, for a Spark job a step; and its gradient by central differences. */
final class TreeAggregationTest extends AggregationLaws {
  @Override
  public SparkAggregation over(SparkRun run, Pace pace) {
    return new TreeAggregation(run, pace);
  }

  @Override
  public Set<Phase> phases() {
    return EnumSet.allOf(Phase.class);
  }

  @Test
  void depthTwoGivesTheSpecificationsBits() {
    Topology topology = Topology.of(7, List.of(4), 3);
    Dataset data = SmallData.dataset(200, 7, 5);
    try (PackedDataset packed = SmallData.packed(data, 100, 80, 40)) {
      Parameters parameters = Initializer.uniform(topology, 8, 0.5);
      Gradient expected =
          new LocalAggregation(
                  topology,
                  Blas.EXACT.products(),
                  packed.chunks().collect(),
                  packed.chunks().collect())
              .gradient(parameters, 1);
      Gradient actual =
          new TreeAggregation(SparkRun.inFileOrder(LocalSpark.spark(), packed, packed, Blas.EXACT))
              .gradient(parameters, 1);
      Parameters one = Initializer.uniform(topology, 8, 0.5);
      SgdStep.take(one, 1, expected);
      SgdStep.take(parameters, 1, actual);
      assertEquals(one.sha256(), parameters.sha256());
      assertEquals(expected.loss(), actual.loss());
    }
  }

  /**
   * The derivative by every hundredth parameter and more is (loss(w + h) - loss(w - h)) / 2h: both
   * losses come through treeAggregate, too. With h = 1e-6 the difference carries an error of about
   * eps / h = 2e-10 from rounding and h^2 = 1e-12 from the third derivative.
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 4})
  void theGradientIsTheDerivativeOfTheLoss(int depth) {
    Topology topology = Topology.of(7, List.of(5, 4, 5, 4).subList(0, depth), 3);
    try (PackedDataset packed = SmallData.packed(SmallData.dataset(20, 7, 6), 10, 4, 3)) {
      TreeAggregation tree =
          new TreeAggregation(SparkRun.inFileOrder(LocalSpark.spark(), packed, packed, Blas.EXACT));
      Parameters parameters = Initializer.uniform(topology, 3, 1);
      Gradient gradient = tree.gradient(parameters, 1);
      double h = 1e-6;
      for (int l = 1; l <= topology.layers(); l++) {
        double[] w = parameters.weights(l).values();
        for (int j = 0; j < w.length; j += 5) {
          double at = w[j];
          w[j] = at + h;
          double above = tree.gradient(parameters, 1).loss();
          w[j] = at - h;
          double below = tree.gradient(parameters, 1).loss();
          w[j] = at;
          double expected = (above - below) / (2 * h);
          assertEquals(expected, gradient.weights(l).values()[j], 1e-8, "dW" + l + " number " + j);
        }
      }
    }
  }
}
