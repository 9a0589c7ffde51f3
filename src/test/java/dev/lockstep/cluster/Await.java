package dev.lockstep.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Waits for a state to be seen, never for a time to pass. */
final class Await {
  /** For machines that are far slower than ours; nothing waits it out. */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private static final int LOOK_EVERY_MILLIS = 10;

  private Await() {}

  /** A look at the state: empty as long as it is not there. */
  interface Look<T> {
    Optional<T> at() throws IOException;
  }

  /**
   * Looks until something is seen.
   *
   * @param look what is waited for
   * @param failure tells what was seen instead, where it never comes
   */
  static <T> T seen(Look<T> look, Supplier<String> failure)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      Optional<T> seen = look.at();
      if (seen.isPresent()) {
        return seen.get();
      }
      Thread.sleep(LOOK_EVERY_MILLIS);
    }
    throw new AssertionError(failure.get());
  }
}
