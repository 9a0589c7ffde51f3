package dev.lockstep.benchmark;

import dev.lockstep.network.Gradient;
import dev.lockstep.network.Initializer;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.SgdStep;
import dev.lockstep.pack.Chunk;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The parts of a training step that no kernel computes, on one thread and the tutorial's network:
 * unpacking a block of 13 rows, the sum of two gradients, the update. Each is verified on a few
 * numbers first.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StepPartsBenchmark {
  private static final int BLOCK = 1;

  private Chunk column;
  private double[] x;
  private Gradient sum;
  private Gradient gradient;
  private Parameters parameters;
  private int step;

  /** Packs MNIST, and verifies all parts. */
  @Setup
  public void verify() throws IOException {
    column = MnistData.column(BLOCK);
    x = new double[column.plan().blockRows(0, BLOCK) * column.plan().features()];
    sum = new Gradient(MnistData.TOPOLOGY);
    gradient = new Gradient(MnistData.TOPOLOGY);
    Arrays.fill(gradient.weights(1).values(), 2);
    parameters = Initializer.uniform(MnistData.TOPOLOGY, MnistData.SEED, MnistData.INIT_RANGE);
    double w = parameters.weights(1).values()[0];
    require(sum().weights(1).values()[0] == 2 && sum().weights(1).values()[0] == 4);
    require(descend().weights(1).values()[0] == w - 1e-9 * 2);
    double[] pixels = unpack().clone();
    require(Arrays.stream(pixels).allMatch(pixel -> pixel >= 0 && pixel <= 1));
    require(Arrays.stream(pixels).anyMatch(pixel -> pixel == (float) (254 / 255.0)));
  }

  private static void require(boolean right) {
    if (!right) {
      throw new IllegalStateException("A part of a step computes something else");
    }
  }

  /** Bytes of the next mini-batch's block to doubles. */
  @Benchmark
  public double[] unpack() {
    step = (step + 1) % column.plan().steps();
    column.read(column.plan().rowInChunk(step, BLOCK), column.plan().blockRows(step, BLOCK), x, 0);
    return x;
  }

  /** The sum of two gradients, in place. */
  @Benchmark
  public Gradient sum() {
    return sum.plus(gradient);
  }

  /** {@code W = W - lr * dW}. */
  @Benchmark
  public Parameters descend() {
    SgdStep.take(parameters, 1e-9, gradient);
    return parameters;
  }
}
