package dev.lockstep.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.linalg.Blas;
import dev.lockstep.linalg.Products;
import dev.lockstep.network.activation.Activation;
import dev.lockstep.network.activation.Tanh;
import dev.lockstep.network.dropout.Dropout;
import dev.lockstep.network.loss.OutputLayer;
import dev.lockstep.network.loss.SoftmaxCrossEntropy;
import dev.lockstep.pack.Chunk;
import dev.lockstep.pack.Divisors;
import dev.lockstep.pack.MiniBatchPlan;
import dev.lockstep.rows.LearnedRows;
import dev.lockstep.rows.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The sum of the blocks' gradients is the derivative of the whole mini-batch's mean loss by every
 * parameter of networks of 0 to 4 hidden layers, in a full and in a shorter last mini-batch: {@link
 * CentralDifferences}.
 */
final class GradientCheckTest {
  private static final Products PRODUCTS = Blas.EXACT.products();
  private static final double[] WEIGHTS = {1, 2, 0.5, 1.25, 0, 0.75, 1.5, 1, 0.25, 2, 0.5};
  private static final Rows ROWS = Rows.normal(5, 11, 4, 3).withWeights(WEIGHTS);
  private static final MiniBatchPlan PLAN = ROWS.plan(7, 3);
  private static final int SEEDS = 4;

  @ParameterizedTest
  @FieldSource("dev.lockstep.network.activation.Activations#ALL")
  void blocksAddUpToTheDerivativeOfTheMeanLossWithAnyActivation(Activation activation) {
    for (int hiddenLayers : new int[] {0, 1, 2, 4}) {
      Topology topology = topology(hiddenLayers, activation, new SoftmaxCrossEntropy(), 3);
      requireDerivatives(ROWS, topology, 0);
      requireDerivatives(ROWS, topology, 1);
    }
  }

  /** Whatever it learns; the activation is smooth, and no error is near huber's delta. */
  @ParameterizedTest
  @FieldSource("dev.lockstep.network.loss.OutputLayers#ALL")
  void andSoWithAnyOutputLayer(OutputLayer output) {
    for (Rows plain : LearnedRows.of(output, 5, 11, 4)) {
      Rows rows = plain.withWeights(WEIGHTS);
      int outputs = output.outputs(output.labels(rows.info()));
      for (int hiddenLayers : new int[] {0, 1, 2, 4}) {
        Topology topology = topology(hiddenLayers, new Tanh(), output, outputs);
        requireDerivatives(rows, topology, 0);
        requireDerivatives(rows, topology, 1);
      }
    }
  }

  /**
   * With the same masks on the way forward and back, whatever they are; of the input, of hidden
   * layers, of both. Where all units of a layer are dropped there is no derivative, but some seed
   * keeps enough.
   */
  @ParameterizedTest
  @FieldSource("dev.lockstep.network.activation.Activations#ALL")
  void andSoUnderDropout(Activation activation) {
    for (int hiddenLayers : new int[] {0, 1, 2, 4}) {
      Topology topology = topology(hiddenLayers, activation, new SoftmaxCrossEntropy(), 3);
      Parameters parameters = CentralDifferences.parameters(topology);
      double[] largest = new double[parameters.arrays()];
      for (int seed = 1; seed <= SEEDS; seed++) {
        List<Double> shares = new ArrayList<>(Collections.nCopies(hiddenLayers, 0.3));
        shares.add(0, seed % 2 * 0.2);
        Dropout dropout = Dropout.of(shares, hiddenLayers, seed).in(2);
        for (int step = 0; step < 2; step++) {
          double[] found =
              new CentralDifferences(ROWS, PLAN, step, dropout)
                  .largest(parameters, gradient(ROWS, parameters, step, dropout));
          Arrays.setAll(largest, i -> Math.max(largest[i], found[i]));
        }
      }
      CentralDifferences.requireLarge(largest);
    }
  }

  private static Topology topology(
      int hiddenLayers, Activation activation, OutputLayer output, int outputs) {
    List<Integer> widths = new ArrayList<>(List.of(4, 6, 5, 4, 5).subList(0, hiddenLayers + 1));
    widths.add(outputs);
    return new Topology(widths, Collections.nCopies(hiddenLayers, activation), output);
  }

  private static void requireDerivatives(Rows rows, Topology topology, int step) {
    Parameters parameters = CentralDifferences.parameters(topology);
    CentralDifferences differences = new CentralDifferences(rows, PLAN, step);
    Gradient gradient = gradient(rows, parameters, step, Dropout.NONE);
    double loss = gradient.loss();
    assertEquals(differences.loss(parameters).mean(), loss, Math.max(1, loss) * 0x1p-51);
    differences.require(parameters, gradient);
  }

  private static Gradient gradient(Rows rows, Parameters parameters, int step, Dropout dropout) {
    Backpropagation backpropagation = new Backpropagation(parameters.topology(), PRODUCTS);
    Gradient sum = new Gradient(parameters.topology());
    List<Chunk> chunks = rows.packed(PLAN.batchSize(), PLAN.blocks());
    MiniBatch batch = new MiniBatch(step, Divisors.of(chunks).of(step), dropout);
    for (Chunk chunk : chunks) {
      Gradient gradient = new Gradient(parameters.topology());
      backpropagation.gradient(parameters, chunk, batch, gradient, new PhaseClock());
      sum.plus(gradient);
    }
    return sum;
  }

  @Test
  void bothSidesOfTheReluAreTried() {
    Topology topology = Topology.of(4, List.of(6, 5, 4, 5), 3);
    BitSet active =
        new CentralDifferences(ROWS, PLAN, 0)
            .loss(CentralDifferences.parameters(topology))
            .active();
    int units = PLAN.batchRows(0) * (6 + 5 + 4 + 5);
    assertTrue(units / 4 < active.cardinality() && active.cardinality() < 3 * units / 4);
  }
}
