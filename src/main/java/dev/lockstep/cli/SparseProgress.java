package dev.lockstep.cli;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

/** Progress for a log: a line every half minute, none for a short run. */
final class SparseProgress implements Progress {
  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final PrintStream err;
  private long last = System.nanoTime();

  SparseProgress(PrintStream err) {
    this.err = err;
  }

  @Override
  public void stepDone(int epoch, int step, int steps) {
    long now = System.nanoTime();
    if (now - last >= INTERVAL_NANOS) {
      last = now;
      err.println("Epoch %d, step %d of %d.".formatted(epoch, step, steps));
    }
  }
}
