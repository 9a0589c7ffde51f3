package dev.lockstep.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Time goes to the phase whose lap ends it, once. */
final class PhaseClockTest {
  private static final long SPIN_NANOS = 300_000;

  private final PhaseClock clock = new PhaseClock();

  private static void spin(int times) {
    long end = System.nanoTime() + times * SPIN_NANOS;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  @Test
  void allTimeIsSomebodysAndNoneIsTwoPhases() {
    long start = System.nanoTime();
    clock.restart();
    for (int step = 0; step < 20; step++) {
      spin(1);
      clock.lap(Phase.FORWARD);
      spin(3);
      clock.lap(Phase.BACKWARD);
      spin(1);
      clock.lap(Phase.UPDATE);
      clock.lap(Phase.WAIT);
    }
    long atMost = System.nanoTime() - start;
    TimeReport times = clock.take();
    assertTrue(times.total() <= atMost);
    assertTrue(times.total() >= 20 * 5 * SPIN_NANOS);
    assertTrue(times.nanos(Phase.FORWARD) >= 20 * SPIN_NANOS);
    assertEquals(0, times.nanos(Phase.SUM));
  }
}
