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

  @ParameterizedTest
  @FieldSource("dev.lockstep.network.activation.Activations#ALL")
  void blocksAddUpToTheDerivativeOfTheMeanLossWithAnyActivation(Activation activation) {
    for (int hiddenLayers : new int[] {0, 1, 2, 4}) {
      Topology topology = topology(hiddenLayers, activation, new SoftmaxCrossEntropy(), 3);
      requireDerivatives(ROWS, topology, 0, Dropout.NONE);
      requireDerivatives(ROWS, topology, 1, Dropout.NONE);
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
        requireDerivatives(rows, topology, 0, Dropout.NONE);
        requireDerivatives(rows, topology, 1, Dropout.NONE);
      }
    }
  }

  /**
   * With the same masks on the way forward and back; of the input, of hidden layers, of both. Not
   * of four layers, whose loss would come to its clamp, where differences see nothing.
   */
  @ParameterizedTest
  @FieldSource("dev.lockstep.network.activation.Activations#ALL")
  void andSoUnderDropout(Activation activation) {
    for (int hiddenLayers : new int[] {0, 1, 2}) {
      Topology topology = topology(hiddenLayers, activation, new SoftmaxCrossEntropy(), 3);
      for (double input : new double[] {0, 0.2}) {
        List<Double> shares = new ArrayList<>(Collections.nCopies(hiddenLayers, 0.3));
        shares.add(0, input);
        Dropout dropout = Dropout.of(shares, hiddenLayers, 9).in(2);
        requireDerivatives(ROWS, topology, 0, dropout);
        requireDerivatives(ROWS, topology, 1, dropout);
      }
    }
  }

  private static Topology topology(
      int hiddenLayers, Activation activation, OutputLayer output, int outputs) {
    List<Integer> widths = new ArrayList<>(List.of(4, 6, 5, 4, 5).subList(0, hiddenLayers + 1));
    widths.add(outputs);
    return new Topology(widths, Collections.nCopies(hiddenLayers, activation), output);
  }

  private static void requireDerivatives(Rows rows, Topology topology, int step, Dropout dropout) {
    Parameters parameters = CentralDifferences.parameters(topology);
    CentralDifferences differences = new CentralDifferences(rows, PLAN, step, dropout);
    Gradient gradient = gradient(rows, parameters, step, dropout);
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
