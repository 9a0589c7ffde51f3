package dev.lockstep.network;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.linalg.Blas;
import dev.lockstep.linalg.Matrix;
import dev.lockstep.linalg.Products;
import dev.lockstep.network.dropout.Dropout;
import dev.lockstep.network.loss.OutputLayer;
import dev.lockstep.network.loss.SoftmaxCrossEntropy;
import dev.lockstep.pack.MiniBatchPlan;
import dev.lockstep.rows.Rows;
import dev.lockstep.rows.Targets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import java.util.Set;

/**
 * The derivative of a mini-batch's mean loss, each row by its weight, by every parameter, taken by
 * central differences of the sixth order,
 *
 * <pre>
 * (45 (f(h) - f(-h)) - 9 (f(2h) - f(-2h)) + (f(3h) - f(-3h))) / 60h
 * </pre>
 *
 * <p>with h = 2^-12: their own error is h^6 f^(7) / 140. (That of the fourth order, h^4 f^(5) / 30,
 * came to 2e-8 in a network of four layers under dropout, whose factors make u larger; this one's
 * is below the bound there.) What remains is rounding: a mean loss, about 1, is right to some 16
 * units of 2^-53, which the formula makes 110 / 60h times as large at most: 1.4e-11, the bound, and
 * of larger losses as much more.
 *
 * <p>No parameter is left out. At a kink of a rectified linear unit there is no derivative to
 * compare with, so where a unit that is kept changes its sign between -3h and 3h, h is halved, and
 * the bound doubled, until none does. While the set of active units stays as it is, every u is
 * linear in any one parameter, so a set that is the same at both ends is the same in between (of
 * elu nearly so, whose second derivative alone jumps).
 *
 * <p>Softmax's loss ends at the tutorial's clamp, which its derivative, y - t, knows nothing of:
 * what it is the derivative of is the loss without the clamp, which is taken here.
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

  /** With the steps H. */
  private static final double BOUND = 1.4e-11;

  private static final double LEAST = 0x1p-22;
  private static final double[] WEIGHTS = {-1, 9, -45, 0, 45, -9, 1};
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

  /**
   * Asserts that a gradient is the derivative at these parameters, and that some derivative of
   * every array is over 1e-3: there is nothing to hide in.
   */
  public void require(Parameters parameters, LayerArrays gradient) {
    requireLarge(largest(parameters, gradient));
  }

  /** Asserts that these are the largest derivatives of arrays that are told from nothing. */
  static void requireLarge(double[] largest) {
    assertTrue(Arrays.stream(largest).allMatch(of -> of > 1e-3), () -> Arrays.toString(largest));
  }

  /**
   * Asserts that a gradient is the derivative at these parameters.
   *
   * @return the largest derivative of each array
   */
  double[] largest(Parameters parameters, LayerArrays gradient) {
    double size = Math.max(1, loss(parameters).mean);
    double[] largest = new double[parameters.arrays()];
    for (int i = 0; i < parameters.arrays(); i++) {
      for (int j = 0; j < parameters.array(i).length; j++) {
        double h = step(parameters, i, j);
        double expected = derivative(parameters, i, j, h);
        double actual = gradient.array(i)[j];
        String place = "array %d, number %d, h %s: %s, %s".formatted(i, j, h, expected, actual);
        assertTrue(Math.abs(actual - expected) <= size * BOUND * H / h, place);
        largest[i] = Math.max(largest[i], Math.abs(actual));
      }
    }
    return largest;
  }

  /** The largest step of H, H/2, H/4 ... with which a difference crosses no kink. */
  private double step(Parameters parameters, int array, int number) {
    boolean hasKinks =
        parameters.topology().activations().stream()
            .anyMatch(activation -> WITH_KINK.contains(activation.label()));
    BitSet active = loss(parameters).active;
    double h = H;
    while (hasKinks
        && !(active.equals(at(parameters, array, number, -3 * h).active)
            && active.equals(at(parameters, array, number, 3 * h).active))) {
      h /= 2;
      assertTrue(h >= LEAST, "array %d, number %d is at a kink".formatted(array, number));
    }
    return h;
  }

  private double derivative(Parameters parameters, int array, int number, double h) {
    double sum = 0;
    for (int m = -3; m <= 3; m++) {
      sum += WEIGHTS[m + 3] * at(parameters, array, number, m * h).mean;
    }
    return sum / (60 * h);
  }

  /** With one parameter so much larger. */
  private Loss at(Parameters parameters, int array, int number, double more) {
    double[] w = parameters.array(array);
    double old = w[number];
    w[number] = old + more;
    Loss loss = loss(parameters);
    w[number] = old;
    return loss;
  }

  /** The mean loss of a mini-batch, and which hidden units pass on something at which row. */
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
      sum += targets.weight(first + row) * loss(workspace, row, first + row);
      weight += targets.weight(first + row);
    }
    BitSet active = new BitSet();
    int unit = 0;
    for (int l = 1; l < last; l++) {
      double[] u = workspace.u(l).values(); // without room for more rows
      double[] passed = workspace.passed(l).values();
      for (int i = 0; i < u.length; i++) {
        active.set(unit++, u[i] > 0 && passed[i] != 0);
      }
    }
    return new Loss(sum / weight, active);
  }

  /** The loss of a row, without softmax's clamp. */
  private double loss(Workspace workspace, int row, int at) {
    OutputLayer output = workspace.topology().output();
    Matrix u = workspace.u(workspace.layers());
    Matrix y = workspace.z(workspace.layers());
    double loss = output.loss(u, y, row, rows.targets(), at);
    if (!(output instanceof SoftmaxCrossEntropy) || loss < 16) {
      return loss;
    }
    double[] ofRow = Arrays.copyOfRange(u.values(), u.at(row), u.at(row) + u.columns());
    double max = Arrays.stream(ofRow).max().orElseThrow();
    double sum = Arrays.stream(ofRow).map(one -> Math.exp(one - max)).sum();
    return max + Math.log(sum) - ofRow[rows.targets().classOf(at)];
  }
}
