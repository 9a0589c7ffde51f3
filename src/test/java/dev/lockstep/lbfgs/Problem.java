package dev.lockstep.lbfgs;

import dev.lockstep.network.Gradient;
import dev.lockstep.network.LayerArrays;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.Topology;
import java.nio.DoubleBuffer;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A function of a few numbers, as what a linear network with one output has: n - 1 weights and a
 * bias.
 *
 * @param start where to begin
 * @param f of n numbers: the value, then n derivatives
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Problem(String name, double[] start, Function<double[], double[]> f) {
  /** Hard to minimise: a bent valley whose only minimum is 0 at (1, 1 ...). */
  static Problem rosenbrock(double... start) {
    return new Problem("Rosenbrock of " + start.length, start, Problem::rosenbrockAt);
  }

  private static double[] rosenbrockAt(double[] x) {
    double[] all = new double[x.length + 1];
    for (int i = 0; i + 1 < x.length; i++) {
      double a = x[i + 1] - x[i] * x[i];
      double b = 1 - x[i];
      all[0] += 100 * a * a + b * b;
      all[i + 1] += -400 * a * x[i] - 2 * b;
      all[i + 2] += 200 * a;
    }
    return all;
  }

  /** {@code sum over i of 10^(i / 2) (x_i - i)^2}. */
  static Problem quadratic(int n) {
    return new Problem(
        "quadratic of " + n,
        new double[n],
        x -> {
          double[] all = new double[n + 1];
          for (int i = 0; i < n; i++) {
            double scale = StrictMath.pow(10, i / 2.0);
            all[0] += scale * (x[i] - i) * (x[i] - i);
            all[i + 1] = 2 * scale * (x[i] - i);
          }
          return all;
        });
  }

  /** {@code sum over i of x_i - log(x_i)}: nothing beyond 0, the minimum is n at (1, 1 ...). */
  static Problem barrier(double... start) {
    return new Problem(
        "barrier of " + start.length,
        start,
        x -> {
          double[] all = new double[x.length + 1];
          for (int i = 0; i < x.length; i++) {
            all[0] += x[i] - StrictMath.log(x[i]);
            all[i + 1] = 1 - 1 / x[i];
          }
          return all;
        });
  }

  static double[] numbers(LayerArrays arrays) {
    double[] numbers = new double[(int) arrays.topology().size()];
    arrays.copy(0, numbers.length, DoubleBuffer.wrap(numbers));
    return numbers;
  }

  private static void set(LayerArrays arrays, double[] numbers) {
    DoubleBuffer source = DoubleBuffer.wrap(numbers);
    arrays.readRows(source, 0, arrays.topology().rows());
  }

  private Topology topology() {
    return new Topology(List.of(start.length - 1, 1));
  }

  Parameters parameters() {
    Parameters parameters = new Parameters(topology());
    set(parameters, start);
    return parameters;
  }

  Objective objective() {
    return w -> {
      double[] all = f.apply(numbers(w));
      Gradient gradient = new Gradient(topology());
      gradient.setLoss(all[0]);
      set(gradient, IntStream.range(1, all.length).mapToDouble(i -> all[i]).toArray());
      return gradient;
    };
  }

  @Override
  public String toString() {
    return name;
  }
}
