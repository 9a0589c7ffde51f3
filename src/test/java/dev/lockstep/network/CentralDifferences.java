package dev.lockstep.network;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.linalg.Blas;
import dev.lockstep.linalg.Products;
import dev.lockstep.network.dropout.Dropout;
import dev.lockstep.pack.MiniBatchPlan;
import dev.lockstep.rows.Rows;
import dev.lockstep.rows.Targets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import java.util.Set;

/**
 * The derivative of a mini-batch's mean loss, each row by its weight, by every parameter, taken by
 * central differences of the fourth order, {@code (8 (f(h) - f(-h)) - (f(2h) - f(-2h))) / 12h},
 * with h = 2^-12: their own error is about h^4 f^(5) / 30, 1e-16 of the fifth derivative. What
 * remains is rounding: a mean loss, about 1, is right to some 16 units of 2^-53, which the formula
 * makes 18 / 12h times as large at most: 1.1e-11, the bound, and of larger losses as much more. The
 * largest derivative of every array is over 1e-3 (asserted), so there is nothing to hide in.
 *
 * <p>No parameter is left out. At a kink of a rectified linear unit there is no derivative to
 * compare with, so the test also proves that no difference crosses one: while the set of active
 * units stays as it is, every u is linear in any one parameter, so a set that is the same at -2h, 0
 * and 2h is the same in between.
 *
 * @param rows of which a mini-batch is taken
 * @param plan cuts them into mini-batches
 * @param step the mini-batch
 * @param dropout which units are kept
 */
public record CentralDifferences(Rows rows, MiniBatchPlan plan, int step, Dropout dropout) {
  private static final double H = 0x1p-12;

  /** Those whose first or second derivative jumps at 0. */
  private static final Set<String> WITH_KINK = Set.of("relu", "leaky-relu", "elu");

  private static final double BOUND = 1.1e-11;
  private static final Products PRODUCTS = Blas.EXACT.products();

  /** Without dropout. */
  public CentralDifferences(Rows rows, MiniBatchPlan plan, int step) {
    this(rows, plan, step, Dropout.NONE);
  }

  /**
   * Biases too are not zero, and the weights large enough for gradients to reach the first layer.
   */
  public static Parameters parameters(Topology topology) {
    Parameters parameters = new Parameters(topology);
    Random random = new Random(8);
    for (int i = 0; i < parameters.arrays(); i++) {
      Arrays.setAll(parameters.array(i), j -> 0.7 * random.nextGaussian());
    }
    return parameters;
  }

  /** The gradient that {@code w = w - dw} has taken away, but for the rounding of w. */
  public static Gradient taken(Parameters before, Parameters after) {
    Gradient gradient = new Gradient(before.topology());
    for (int i = 0; i < before.arrays(); i++) {
      int array = i;
      Arrays.setAll(gradient.array(i), j -> before.array(array)[j] - after.array(array)[j]);
    }
    return gradient;
  }

  /** Asserts that a gradient is the derivative at these parameters. */
  public void require(Parameters parameters, LayerArrays gradient) {
    double size = Math.max(1, loss(parameters).mean);
    for (int i = 0; i < parameters.arrays(); i++) {
      double[] dw = gradient.array(i);
      double largest = Arrays.stream(dw).map(Math::abs).max().orElseThrow();
      assertTrue(largest > 1e-3, "largest derivative of array " + i + " is " + largest);
      for (int j = 0; j < dw.length; j++) {
        double expected = derivative(parameters, i, j);
        double actual = dw[j];
        String place = "array %d, number %d: %s, %s".formatted(i, j, expected, actual);
        assertTrue(Math.abs(actual - expected) <= size * BOUND, place);
      }
    }
  }

  private double derivative(Parameters parameters, int array, int number) {
    double[] f = new double[5];
    double[] w = parameters.array(array);
    double old = w[number];
    BitSet active = loss(parameters).active;
    boolean hasKinks =
        parameters.topology().activations().stream()
            .anyMatch(activation -> WITH_KINK.contains(activation.label()));
    for (int m = -2; m <= 2; m++) {
      w[number] = old + m * H;
      Loss loss = loss(parameters);
      assertTrue(!hasKinks || active.equals(loss.active), "a kink: choose other rows");
      f[m + 2] = loss.mean;
    }
    w[number] = old;
    return (8 * (f[3] - f[1]) - (f[4] - f[0])) / (12 * H);
  }

  /** The mean loss of a mini-batch, and which hidden units are active at which row. */
  record Loss(double mean, BitSet active) {}

  Loss loss(Parameters parameters) {
    int n = plan.batchRows(step);
    int first = step * plan.batchSize();
    Workspace workspace = new Workspace(parameters.topology());
    double[] x = workspace.x().overwrite(n);
    for (int row = 0; row < n; row++) {
      System.arraycopy(rows.x(first + row), 0, x, row * rows.features(), rows.features());
    }
    workspace.masks().begin(dropout);
    if (!dropout.equals(Dropout.NONE)) {
      workspace.masks().add(rows.packed(rows.size(), 1).get(0), first, n);
    }
    workspace.x().drop(workspace.masks());
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
}
