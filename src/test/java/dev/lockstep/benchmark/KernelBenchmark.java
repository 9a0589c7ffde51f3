package dev.lockstep.benchmark;

import dev.lockstep.linalg.Blas;
import dev.lockstep.linalg.MatrixProduct;
import dev.lockstep.linalg.PlainProduct;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The matrix products of a training step, by every kernel, one thread: {@code z W}, {@code z' du}
 * and {@code du W'} of the tutorial's layers, for a block of 13 rows and a mini-batch of 100. Each
 * is verified against the plain product first.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class KernelBenchmark {
  /** What kernels differ by, relative to the size of the summands. */
  private static final double TOLERANCE = 1e-12;

  /** The kernel. */
  @Param({"NATIVE", "VECTOR", "PLAIN"})
  public Blas blas;

  /** Inputs x outputs of the layer. */
  @Param({"784x100", "100x50", "50x10"})
  public String layer;

  /** Rows of the block. */
  @Param({"13", "100"})
  public int rows;

  private MatrixProduct product;
  private DenseMatrix z;
  private DenseMatrix zTransposed;
  private DenseMatrix w;
  private DenseMatrix wTransposed;
  private DenseMatrix u;
  private DenseMatrix du;
  private DenseMatrix dw;
  private DenseMatrix dz;

  /** Makes random matrices, and verifies the kernel on them. */
  @Setup
  public void verify() {
    product = blas.kernel().product();
    String[] widths = layer.split("x", 2);
    int inputs = Integer.parseInt(widths[0]);
    int outputs = Integer.parseInt(widths[1]);
    Random random = new Random(1);
    z = random(rows, inputs, random);
    zTransposed = z.transpose();
    w = random(inputs, outputs, random);
    wTransposed = w.transpose();
    u = random(rows, outputs, random);
    du = random(rows, outputs, random);
    dw = random(inputs, outputs, random);
    dz = random(rows, inputs, random);
    requireEqual(z, w, forward());
    requireEqual(zTransposed, du, backward());
    requireEqual(du, wTransposed, backwardInput());
  }

  private static DenseMatrix random(int rows, int columns, Random random) {
    double[] values = random.doubles((long) rows * columns, -1, 1).toArray();
    return new DenseMatrix(rows, columns, values, true);
  }

  private static void requireEqual(DenseMatrix a, DenseMatrix b, DenseMatrix c) {
    DenseMatrix expected =
        new DenseMatrix(c.numRows(), c.numCols(), new double[c.values().length], true);
    new PlainProduct().multiply(a, b, expected);
    for (int i = 0; i < expected.values().length; i++) {
      if (!(Math.abs(expected.values()[i] - c.values()[i]) <= TOLERANCE * a.numCols())) {
        throw new IllegalStateException(
            "Number %d is %s, not %s".formatted(i, c.values()[i], expected.values()[i]));
      }
    }
  }

  /** {@code u = z W}. */
  @Benchmark
  public DenseMatrix forward() {
    product.multiply(z, w, u);
    return u;
  }

  /** {@code dW = z' du}. */
  @Benchmark
  public DenseMatrix backward() {
    product.multiply(zTransposed, du, dw);
    return dw;
  }

  /** {@code dz = du W'}; never computed for the first layer in training. */
  @Benchmark
  public DenseMatrix backwardInput() {
    product.multiply(du, wTransposed, dz);
    return dz;
  }
}
