package dev.lockstep.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Time goes to the phase whose lap ends it, once, and in parts of many laps as in those measured.
 */
final class PhaseClockTest {
  private static final long SPIN_NANOS = 300_000;

  private final PhaseClock clock = new PhaseClock();

  private static void spin(int times) {
    long end = System.nanoTime() + times * SPIN_NANOS;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  /** A part of laps in the proportion 3 to 1. */
  private void part() {
    clock.beginPart();
    spin(3);
    clock.partLap(Phase.BACKWARD);
    spin(1);
    clock.partLap(Phase.UPDATE);
    clock.endPart();
  }

  @Test
  void allTimeIsSomebodysAndNoneIsTwoPhases() {
    long start = System.nanoTime();
    clock.restart();
    for (int step = 0; step < 20; step++) {
      spin(1);
      clock.lap(Phase.FORWARD);
      part();
      clock.lap(Phase.WAIT);
    }
    long atMost = System.nanoTime() - start;
    PhaseTimes times = clock.take();
    assertTrue(times.total() <= atMost);
    assertTrue(times.total() >= 20 * 5 * SPIN_NANOS);
    assertTrue(times.nanos(Phase.FORWARD) >= 20 * SPIN_NANOS);
    assertEquals(0, times.nanos(Phase.SUM));
  }

  @Test
  void aPartThatIsNotMeasuredIsSharedOutLikeThoseThatAre() {
    clock.restart();
    part();
    PhaseTimes measured = clock.take();
    double share = (double) measured.nanos(Phase.BACKWARD) / measured.total();
    for (int step = 1; step < 8; step++) {
      part();
      PhaseTimes shared = clock.take();
      assertTrue(shared.total() >= 4 * SPIN_NANOS - List.of(Phase.values()).size());
      assertEquals(share, (double) shared.nanos(Phase.BACKWARD) / shared.total(), 1e-4);
    }
  }

  @Test
  void timeOfAPartGoesToTheNextLapWhereNoPartHadAnyLap() {
    clock.restart();
    for (int step = 0; step < 2; step++) {
      clock.beginPart();
      spin(1);
      clock.endPart();
    }
    clock.lap(Phase.WAIT);
    assertTrue(clock.take().nanos(Phase.WAIT) >= 2 * SPIN_NANOS);
  }
}
