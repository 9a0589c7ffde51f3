package dev.lockstep.benchmark;

import dev.lockstep.network.Phase;
import dev.lockstep.network.PhaseClock;
import dev.lockstep.network.PhaseTimes;
import dev.lockstep.network.Tile;
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
 * What the step accounting costs: all laps that one task's clock is told of in one step of {@code
 * allreduce}, the tutorial's network, P = 2, K = 8. Those are three for its blocks, two waits, and
 * in one step of eight, eight for each of 17 of the 34 tiles of dW and db (three sums of sums, the
 * rest and the update): 22 in the mean.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PhaseClockBenchmark {
  private static final int TILES = (Tile.all(MnistData.TOPOLOGY).size() + 1) / 2;
  private static final int SUMS_OF_SUMS = 3;

  private final PhaseClock clock = new PhaseClock();

  /** Verifies that every nanosecond is somebody's. */
  @Setup
  public void verify() {
    long start = System.nanoTime();
    clock.restart();
    lapsOfAStep();
    long atMost = System.nanoTime() - start;
    PhaseTimes times = clock.take();
    if (times.total() <= 0 || times.total() > atMost || times.nanos(Phase.EVALUATE) != 0) {
      throw new IllegalStateException(
          "%d ns in laps, %d ns by the clock on the wall".formatted(times.total(), atMost));
    }
  }

  /** All laps of a step. */
  @Benchmark
  public PhaseClock lapsOfAStep() {
    clock.lap(Phase.UNPACK);
    clock.lap(Phase.FORWARD);
    clock.lap(Phase.BACKWARD);
    clock.lap(Phase.WAIT);
    clock.beginPart();
    for (int tile = 0; tile < TILES; tile++) {
      for (int sum = 0; sum < SUMS_OF_SUMS; sum++) {
        clock.partLap(Phase.BACKWARD);
        clock.partLap(Phase.SUM);
      }
      clock.partLap(Phase.BACKWARD);
      clock.partLap(Phase.UPDATE);
    }
    clock.endPart();
    clock.lap(Phase.WAIT);
    return clock;
  }
}
