package dev.lockstep.network;

/**
 * Splits the time of one thread into phases: each lap gives all time since the last lap to one
 * phase. A lap costs one reading of the clock, some 25 ns; so of parts that are made of very many
 * laps one in eight is measured, and the others' time is shared out like theirs.
 */
public final class PhaseClock {
  private static final int PARTS_FOR_ONE_MEASURED = 8;

  private PhaseTimes times = new PhaseTimes();

  /** Of the parts that were measured. */
  private final PhaseTimes inParts = new PhaseTimes();

  private long parts;
  private boolean isMeasured;
  private long last = System.nanoTime();

  /** Starts anew: time since the last lap is nobody's. */
  public void restart() {
    last = System.nanoTime();
  }

  /**
   * Ends a lap.
   *
   * @param phase what the time since the last lap went into
   */
  public void lap(Phase phase) {
    long now = System.nanoTime();
    times.add(phase, now - last);
    last = now;
  }

  /** Begins a part of many laps: of {@link #partLap}s, until {@link #endPart}. */
  public void beginPart() {
    isMeasured = parts++ % PARTS_FOR_ONE_MEASURED == 0;
  }

  /**
   * Ends a lap of a part.
   *
   * @param phase what the time since the last lap went into
   */
  public void partLap(Phase phase) {
    if (isMeasured) {
      long before = last;
      lap(phase);
      inParts.add(phase, last - before);
    }
  }

  /**
   * Ends a part: if it was not measured, its time goes to phases as in those that were; where they
   * had none, to the lap that follows.
   */
  public void endPart() {
    if (isMeasured || inParts.total() == 0) {
      return;
    }
    long now = System.nanoTime();
    times.addLike(inParts, now - last);
    last = now;
  }

  /**
   * Hands the account over and begins an empty one.
   *
   * @return the times of all laps since the last call
   */
  public PhaseTimes take() {
    PhaseTimes taken = times;
    times = new PhaseTimes();
    return taken;
  }
}
