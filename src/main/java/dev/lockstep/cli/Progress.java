package dev.lockstep.cli;

import dev.lockstep.train.TrainingListener;
import java.util.concurrent.TimeUnit;

/** Shows on standard error how far training is. */
interface Progress extends TrainingListener, AutoCloseable {
  /** How often a log gets a line. */
  long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** A bar in a terminal; in a log a line every half minute, none for a short run. */
  static Progress of(CommandContext context, int epochs) {
    return context.isTerminal() ? new TerminalProgress(context, epochs) : inLog(context);
  }

  private static Progress inLog(CommandContext context) {
    return new Progress() {
      private long last = System.nanoTime();

      @Override
      public void stepDone(int epoch, int step, int steps) {
        long now = System.nanoTime();
        if (now - last >= INTERVAL_NANOS) {
          last = now;
          context.say("Epoch %d, step %d of %d.".formatted(epoch, step, steps));
        }
      }
    };
  }

  @Override
  default void close() {}
}
