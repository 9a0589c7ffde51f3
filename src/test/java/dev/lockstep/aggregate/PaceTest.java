package dev.lockstep.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.network.Parameters;
import dev.lockstep.network.Topology;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Slices are of equal length and at most so long; what is short is not cut. */
final class PaceTest {
  private static final long SECOND = 1_000_000_000;
  private static final Parameters MNIST = new Parameters(Topology.of(784, List.of(100, 50), 10));

  @Test
  void stepsAreCutIntoEqualSlicesOfAtMostTheLength() {
    Pace pace = new Pace(2, false, 20 * SECOND);
    assertEquals(100, pace.cut(100, SECOND / 5.0));
    assertEquals(50, pace.cut(100, SECOND / 4.0));
    assertEquals(20, pace.cut(100, SECOND));
    assertEquals(1, pace.cut(100, 30.0 * SECOND));
    assertEquals(1, pace.cut(1, 1));
    int left = 6_007;
    while (left > 0) {
      int slice = pace.cut(left, SECOND / 50.0);
      assertTrue(slice >= 850 && slice <= 1_000, slice + " steps");
      left -= slice;
    }
    assertEquals(0, left);
  }

  @Test
  void whatWasMeasuredLastCounts() {
    Pace pace = new Pace(2, false);
    pace.stepped(10, 5 * SECOND);
    assertEquals(SECOND / 2.0, pace.ofStep(MNIST, 100));
    pace.stepped(1, SECOND);
    assertEquals(SECOND, pace.ofStep(MNIST, 100));
    pace.scored(1_000, SECOND);
    assertEquals(60.0 * SECOND, pace.ofScores(MNIST, 60_000));
  }

  /**
   * Before anything is known MNIST is one slice, on one core as well; sixty times as much is not.
   */
  @Test
  void theFirstGuessLeavesAShortEpochWhole() {
    for (int tasks : List.of(1, 2, 8)) {
      Pace pace = new Pace(tasks, tasks > 1);
      assertEquals(12, pace.cut(12, pace.ofScores(MNIST, 5_000)));
      pace.scored(70_000, SECOND); // which needs no guess
      double steps = 600 * pace.ofStep(MNIST, 100);
      assertTrue(pace.fits(steps + pace.ofScores(MNIST, 70_000)), steps / SECOND + " s");
      assertFalse(pace.fits(60 * steps));
    }
  }
}
