package dev.lockstep.benchmark;

import dev.lockstep.linalg.Blas;
import dev.lockstep.linalg.Matrix;
import dev.lockstep.linalg.Products;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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
 * The matrix products of a training step, by either choice, one thread: {@code z W}, {@code z' du}
 * and {@code du W'} of the tutorial's layers, for a block of 13 rows and a mini-batch of 100. Each
 * is verified number by number first.
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

  /** What computes the products. */
  @Param({"EXACT", "MLLIB"})
  public Blas blas;

  /** Inputs x outputs of the layer. */
  @Param({"784x100", "100x50", "50x10"})
  public String layer;

  /** Rows of the block. */
  @Param({"13", "100"})
  public int rows;

  private Products products;
  private Matrix z;
  private Matrix w;
  private Matrix u;
  private Matrix du;
  private Matrix dw;
  private Matrix dz;

  /** Makes random matrices, and verifies the kernel on them. */
  @Setup
  public void verify() {
    products = blas.products();
    String[] widths = layer.split("x", 2);
    int inputs = Integer.parseInt(widths[0]);
    int outputs = Integer.parseInt(widths[1]);
    Random random = new Random(1);
    z = random(rows, inputs, random);
    w = random(inputs, outputs, random);
    u = random(rows, outputs, random);
    du = random(rows, outputs, random);
    dw = random(inputs, outputs, random);
    dz = random(rows, inputs, random);
    requireEqual(z, w, forward());
    requireEqual(transposed(z), du, backward());
    requireEqual(du, transposed(w), backwardInput());
  }

  private static Matrix random(int rows, int columns, Random random) {
    return new Matrix(random.doubles((long) rows * columns, -1, 1).toArray(), rows, columns);
  }

  private static Matrix transposed(Matrix a) {
    Matrix transposed = Matrix.zeros(a.columns(), a.rows());
    for (int i = 0; i < a.rows(); i++) {
      for (int j = 0; j < a.columns(); j++) {
        transposed.values()[transposed.at(j) + i] = a.values()[a.at(i) + j];
      }
    }
    return transposed;
  }

  private static void requireEqual(Matrix a, Matrix b, Matrix c) {
    for (int i = 0; i < c.rows(); i++) {
      for (int j = 0; j < c.columns(); j++) {
        double expected = 0;
        for (int p = 0; p < b.rows(); p++) {
          expected += a.values()[a.at(i) + p] * b.values()[b.at(p) + j];
        }
        double actual = c.values()[c.at(i) + j];
        if (!(Math.abs(expected - actual) <= TOLERANCE * b.rows())) {
          throw new IllegalStateException(
              "Number %d of row %d is %s, not %s".formatted(j, i, actual, expected));
        }
      }
    }
  }

  /** {@code u = z W}. */
  @Benchmark
  public Matrix forward() {
    products.multiply(z, w, u);
    return u;
  }

  /** {@code dW = z' du}. */
  @Benchmark
  public Matrix backward() {
    products.multiplyTransposed(z, du, dw);
    return dw;
  }

  /** {@code dz = du W'}; never computed for the first layer in training. */
  @Benchmark
  public Matrix backwardInput() {
    products.multiplyByTransposed(du, w, dz);
    return dz;
  }
}
