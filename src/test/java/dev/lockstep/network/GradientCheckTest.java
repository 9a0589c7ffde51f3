package dev.lockstep.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.linalg.Blas;
import dev.lockstep.linalg.Products;
import dev.lockstep.network.activation.Activation;
import dev.lockstep.network.activation.Tanh;
import dev.lockstep.network.loss.OutputLayer;
import dev.lockstep.network.loss.SoftmaxCrossEntropy;
import dev.lockstep.pack.Chunk;
import dev.lockstep.pack.Divisors;
import dev.lockstep.pack.MiniBatchPlan;
import dev.lockstep.rows.Rows;
import dev.lockstep.rows.Targets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The sum of the blocks' gradients is the derivative of the whole mini-batch's mean loss, each row
 * by its weight, by every parameter of networks of 0 to 4 hidden layers, in a full and in a shorter
 * last mini-batch.
 *
 * <p>The derivative is taken by central differences of the fourth order, {@code (8 (f(h) - f(-h)) -
 * (f(2h) - f(-2h))) / 12h}, with h = 2^-12: their own error is about h^4 f^(5) / 30, 1e-16 of the
 * fifth derivative. What remains is rounding: a mean loss, about 1, is right to some 16 units of
 * 2^-53, which the formula makes 18 / 12h times as large at most: 1.1e-11, the bound, and of larger
 * losses as much more. The largest derivative of every array is over 1e-3 (asserted), so there is
 * nothing to hide in.
 *
 * <p>No parameter is left out. At a kink of a rectified linear unit there is no derivative to
 * compare with, so the test also proves that no difference crosses one: while the set of active
 * units stays as it is, every u is linear in any one parameter, so a set that is the same at -2h, 0
 * and 2h is the same in between.
 */
final class GradientCheckTest {
  private static final double H = 0x1p-12;

  /** Those whose first or second derivative jumps at 0. */
  private static final Set<String> WITH_KINK = Set.of("relu", "leaky-relu", "elu");

  private static final double BOUND = 1.1e-11;
  private static final Products PRODUCTS = Blas.EXACT.products();
  private static final Rows ROWS =
      Rows.normal(5, 11, 4, 3).withWeights(1, 2, 0.5, 1.25, 0, 0.75, 1.5, 1, 0.25, 2, 0.5);

  /** Targets of three numbers for each row, 0 or more. */
  private static final double[] NUMBERS = new Random(6).doubles(33, 0, 2).toArray();

  private static final MiniBatchPlan PLAN = ROWS.plan(7, 3);

  @ParameterizedTest
  @FieldSource("dev.lockstep.network.activation.Activations#ALL")
  void blocksAddUpToTheDerivativeOfTheMeanLossWithAnyActivation(Activation activation) {
    for (int hiddenLayers : new int[] {0, 1, 2, 4}) {
      Topology topology = topology(hiddenLayers, activation, new SoftmaxCrossEntropy());
      requireDerivatives(ROWS, topology, 0);
      requireDerivatives(ROWS, topology, 1);
    }
  }

  /** Numbers as targets; the activation is smooth, and no error is near huber's delta. */
  @ParameterizedTest
  @FieldSource("dev.lockstep.network.loss.OutputLayers#LOSSES")
  void andSoWithAnyLossOfNumbers(OutputLayer output) {
    Rows rows = ROWS.withNumbers(NUMBERS);
    for (int hiddenLayers : new int[] {0, 1, 2, 4}) {
      requireDerivatives(rows, topology(hiddenLayers, new Tanh(), output), 0);
      requireDerivatives(rows, topology(hiddenLayers, new Tanh(), output), 1);
    }
  }

  private static Topology topology(int hiddenLayers, Activation activation, OutputLayer output) {
    List<Integer> widths = new ArrayList<>(List.of(4, 6, 5, 4, 5).subList(0, hiddenLayers + 1));
    widths.add(3);
    return new Topology(widths, Collections.nCopies(hiddenLayers, activation), output);
  }

  private static void requireDerivatives(Rows rows, Topology topology, int step) {
    Parameters parameters = parameters(topology);
    Gradient gradient = gradient(rows, parameters, step);
    double size = Math.max(1, gradient.loss());
    assertEquals(loss(rows, parameters, step).mean, gradient.loss(), size * 0x1p-51);
    for (int i = 0; i < parameters.arrays(); i++) {
      double[] dw = gradient.array(i);
      double largest = Arrays.stream(dw).map(Math::abs).max().orElseThrow();
      assertTrue(largest > 1e-3, "largest derivative of array " + i + " is " + largest);
      for (int j = 0; j < dw.length; j++) {
        double expected = derivative(rows, parameters, i, j, step);
        double actual = dw[j];
        String place = "array %d, number %d: %s, %s".formatted(i, j, expected, actual);
        assertTrue(Math.abs(actual - expected) <= size * BOUND, place);
      }
    }
  }

  private static Gradient gradient(Rows rows, Parameters parameters, int step) {
    Backpropagation backpropagation = new Backpropagation(parameters.topology(), PRODUCTS);
    Gradient sum = new Gradient(parameters.topology());
    List<Chunk> chunks = rows.packed(PLAN.batchSize(), PLAN.blocks());
    double divisor = Divisors.of(chunks).of(step);
    for (Chunk chunk : chunks) {
      Gradient gradient = new Gradient(parameters.topology());
      backpropagation.gradient(parameters, chunk, step, divisor, gradient, new PhaseClock());
      sum.plus(gradient);
    }
    return sum;
  }

  /**
   * Biases too are not zero, and the weights large enough for gradients to reach the first layer.
   */
  private static Parameters parameters(Topology topology) {
    Parameters parameters = new Parameters(topology);
    Random random = new Random(8);
    for (int i = 0; i < parameters.arrays(); i++) {
      Arrays.setAll(parameters.array(i), j -> 0.7 * random.nextGaussian());
    }
    return parameters;
  }

  private static double derivative(
      Rows rows, Parameters parameters, int array, int number, int step) {
    double[] f = new double[5];
    double[] w = parameters.array(array);
    double old = w[number];
    BitSet active = loss(rows, parameters, step).active;
    boolean hasKinks =
        parameters.topology().activations().stream()
            .anyMatch(activation -> WITH_KINK.contains(activation.label()));
    for (int m = -2; m <= 2; m++) {
      w[number] = old + m * H;
      Loss loss = loss(rows, parameters, step);
      assertTrue(!hasKinks || active.equals(loss.active), "a kink: choose other rows");
      f[m + 2] = loss.mean;
    }
    w[number] = old;
    return (8 * (f[3] - f[1]) - (f[4] - f[0])) / (12 * H);
  }

  /** The mean loss of a mini-batch, and which hidden units are active at which row. */
  private record Loss(double mean, BitSet active) {}

  private static Loss loss(Rows rows, Parameters parameters, int step) {
    int n = PLAN.batchRows(step);
    int first = step * PLAN.batchSize();
    Workspace workspace = new Workspace(parameters.topology());
    double[] x = workspace.x().overwrite(n);
    for (int row = 0; row < n; row++) {
      System.arraycopy(rows.x(first + row), 0, x, row * rows.features(), rows.features());
    }
    workspace.forward(PRODUCTS, parameters);
    int last = parameters.topology().layers();
    Targets targets = rows.targets();
    double sum = 0;
    double weight = 0;
    for (int row = 0; row < n; row++) {
      double loss =
          parameters
              .topology()
              .output()
              .loss(workspace.u(last), workspace.z(last), row, targets, first + row);
      sum += targets.weight(first + row) * loss;
      weight += targets.weight(first + row);
    }
    BitSet active = new BitSet();
    int unit = 0;
    for (int l = 1; l < last; l++) {
      for (double u : workspace.u(l).values()) { // without room for more rows
        active.set(unit++, u > 0);
      }
    }
    return new Loss(sum / weight, active);
  }

  @Test
  void bothSidesOfTheReluAreTried() {
    BitSet active = loss(ROWS, parameters(Topology.of(4, List.of(6, 5, 4, 5), 3)), 0).active;
    int units = PLAN.batchRows(0) * (6 + 5 + 4 + 5);
    assertTrue(units / 4 < active.cardinality() && active.cardinality() < 3 * units / 4);
  }
}
