package dev.lockstep.benchmark;

import dev.lockstep.linalg.Blas;
import dev.lockstep.network.Backpropagation;
import dev.lockstep.network.Gradient;
import dev.lockstep.network.Initializer;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.PhaseClock;
import dev.lockstep.pack.Chunk;
import java.io.IOException;
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
 * The gradient of a block of the tutorial's mini-batches, by either choice, one thread: unpack,
 * forward and backward of 12 rows (block 0 of 8) and of 13 (block 1). Verified against the exact
 * one first.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class GradientBenchmark {
  private static final double TOLERANCE = 1e-12;

  /** What computes the products. */
  @Param({"EXACT", "MLLIB"})
  public Blas blas;

  /** Which block of the mini-batches: 0 has 12 rows, 1 has 13. */
  @Param({"0", "1"})
  public int block;

  private final PhaseClock clock = new PhaseClock();
  private Backpropagation backpropagation;
  private Parameters parameters;
  private Chunk column;
  private Gradient gradient;
  private int step;

  /** Packs MNIST, and verifies the gradient. */
  @Setup
  public void verify() throws IOException {
    column = MnistData.column(block);
    parameters = Initializer.uniform(MnistData.TOPOLOGY, MnistData.SEED, MnistData.INIT_RANGE);
    backpropagation = new Backpropagation(MnistData.TOPOLOGY, blas.products());
    gradient = new Gradient(MnistData.TOPOLOGY);
    Gradient expected = new Gradient(MnistData.TOPOLOGY);
    new Backpropagation(MnistData.TOPOLOGY, Blas.EXACT.products())
        .gradient(parameters, column, 0, column.plan().batchRows(0), expected, clock);
    backpropagation.gradient(parameters, column, 0, column.plan().batchRows(0), gradient, clock);
    for (int l = 1; l <= MnistData.TOPOLOGY.layers(); l++) {
      requireEqual(expected.weights(l).values(), gradient.weights(l).values());
      requireEqual(expected.biases(l).values(), gradient.biases(l).values());
    }
  }

  private static void requireEqual(double[] expected, double[] actual) {
    for (int i = 0; i < expected.length; i++) {
      if (!(Math.abs(expected[i] - actual[i]) <= TOLERANCE)) {
        throw new IllegalStateException(
            "Number %d is %s, not %s".formatted(i, actual[i], expected[i]));
      }
    }
  }

  /** Of the next mini-batch. */
  @Benchmark
  public Gradient gradient() {
    step = (step + 1) % column.plan().steps();
    backpropagation.gradient(
        parameters, column, step, column.plan().batchRows(step), gradient, clock);
    return gradient;
  }
}
