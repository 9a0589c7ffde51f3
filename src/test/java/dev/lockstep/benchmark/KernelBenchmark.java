package dev.lockstep.benchmark;

import dev.lockstep.linalg.Blas;
import dev.lockstep.linalg.Matrix;
import dev.lockstep.linalg.Products;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Exact products against {@link OpenBlas} through netlib, as MLlib calls it: in turn, in one JVM,
 * one thread, calls included. Times are the thread's own, so that whatever else runs on the machine
 * costs both nothing but the cache. Both are verified number by number first.
 */
@Command(name = "KernelBenchmark", mixinStandardHelpOptions = true)
final class KernelBenchmark implements Callable<Integer> {
  /** What the sums of different order differ by, relative to the number of terms. */
  private static final double TOLERANCE = 1e-12;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  @Option(names = "--rounds", description = "turns of each, after some to warm up")
  private int rounds = 31;

  @Option(names = "--millis", description = "of a turn")
  private int millis = 20;

  private final Random random = new Random(1);
  private final Products exact = Blas.EXACT.products();
  private Products openBlas;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new KernelBenchmark()).execute(arguments));
  }

  /** Which of a layer's three products. */
  private enum Form {
    Z_W("z W"),
    Z_DU("z' du"),
    DU_W("du W'");

    final String text;

    Form(String text) {
      this.text = text;
    }

    void multiply(Products products, Matrix a, Matrix b, Matrix c) {
      switch (this) {
        case Z_W -> products.multiply(a, b, c);
        case Z_DU -> products.multiplyTransposed(a, b, c);
        case DU_W -> products.multiplyByTransposed(a, b, c);
      }
    }
  }

  @Override
  public Integer call() throws Exception {
    OpenBlas.underNetlib();
    openBlas = Blas.MLLIB.products();
    Results results =
        new Results(
            "kernel",
            "Exact products against OpenBLAS %s, one thread, in turn".formatted(OpenBlas.VERSION));
    results.head("product", "m x k x n", "exact, us", "OpenBLAS, us", "speed, OpenBLAS = 1");
    for (int[] layer : new int[][] {{784, 1024}, {1024, 1024}}) {
      measureLayer(128, layer[0], layer[1], results);
    }
    measure(Form.Z_DU, 128, 128, 128, results);
    for (int rows : new int[] {13, 50, 100}) {
      for (int[] layer : new int[][] {{100, 50}, {50, 10}}) {
        measureLayer(rows, layer[0], layer[1], results);
      }
    }
    results.line("\nThe median of %d turns of %d ms (least to most).".formatted(rounds, millis));
    results.write();
    return 0;
  }

  private void measureLayer(int rows, int inputs, int outputs, Results results) {
    measure(Form.Z_W, rows, inputs, outputs, results);
    measure(Form.Z_DU, inputs, rows, outputs, results);
    measure(Form.DU_W, rows, outputs, inputs, results);
  }

  private void measure(Form form, int m, int k, int n, Results results) {
    Matrix a = form == Form.Z_DU ? matrix(k, m) : matrix(m, k);
    Matrix b = form == Form.DU_W ? matrix(n, k) : matrix(k, n);
    Matrix ours = Matrix.zeros(m, n);
    Matrix theirs = Matrix.zeros(m, n);
    Runnable exactly = () -> form.multiply(exact, a, b, ours);
    Runnable openly = () -> form.multiply(openBlas, a, b, theirs);
    for (int turn = 0; turn < 20; turn++) { // C2 needs some
      micros(exactly);
      micros(openly);
    }
    requireClose(ours, theirs, k);
    List<Double> exactMicros = new ArrayList<>();
    List<Double> openMicros = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      double first = micros(exactly);
      double second = micros(openly);
      exactMicros.add(first);
      openMicros.add(second);
      ratios.add(second / first);
    }
    results.row(
        form.text,
        "%dx%dx%d".formatted(m, k, n),
        Median.of(exactMicros).text(2),
        Median.of(openMicros).text(2),
        Median.of(ratios).withSpread(3));
  }

  private Matrix matrix(int rows, int columns) {
    return new Matrix(random.doubles((long) rows * columns, -1, 1).toArray(), rows, columns);
  }

  private static void requireClose(Matrix ours, Matrix theirs, int terms) {
    for (int i = 0; i < ours.values().length; i++) {
      double difference = ours.values()[i] - theirs.values()[i];
      if (!(Math.abs(difference) <= TOLERANCE * terms)) {
        throw new IllegalStateException("Number %d differs by %s".formatted(i, difference));
      }
    }
  }

  /** Of a call, the mean over a turn. */
  private double micros(Runnable product) {
    long start = THREADS.getCurrentThreadCpuTime();
    long nanos;
    long calls = 0;
    long more = 1;
    do {
      for (long i = 0; i < more; i++) {
        product.run();
      }
      calls += more;
      nanos = THREADS.getCurrentThreadCpuTime() - start;
      more = nanos < millis * 100_000L ? 2 * more : more; // a reading takes time, too
    } while (nanos < millis * 1_000_000L);
    return nanos / 1e3 / calls;
  }
}
