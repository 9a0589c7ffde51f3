package dev.lockstep.network;

/**
 * Splits the time of one thread into phases: each lap gives all time since the last lap to one
 * phase. A lap costs one reading of the clock, some 25 ns.
 */
public final class PhaseClock {
  private TimeReport times = new TimeReport();

  private long last = System.nanoTime();

  /** Starts again: time since the last lap counts for no phase. */
  public void restart() {
    last = System.nanoTime();
  }

  /** Ends a lap: all time since the last one went into this phase. */
  public void lap(Phase phase) {
    long now = System.nanoTime();
    times.add(phase, now - last);
    last = now;
  }

  /** Hands over the times of all laps since the last call. */
  public TimeReport take() {
    TimeReport taken = times;
    times = new TimeReport();
    return taken;
  }
}
