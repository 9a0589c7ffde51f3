package dev.lockstep.aggregate;

import dev.lockstep.network.Parameters;
import java.util.concurrent.TimeUnit;

/**
 * How long steps and scores take, and so how many of them make a slice: what is lost with an
 * executor. As long as nothing has been measured this is a guess, rather too long: the first slice
 * is then too short, which costs a job, and all others are right.
 *
 * <p>Belongs to the driver's thread.
 */
public class Pace {
  private static final long SLICE_NANOS = TimeUnit.SECONDS.toNanos(22);

  /** A step is forward, and back for dW and for dz: three times the products of a score. */
  private static final int PRODUCTS = 3;

  /** The tasks' waits in a step of short products. */
  private static final double STEP_NANOS = 300_000;

  /** Between executors each number goes out twice and comes in twice, 100 MB/s both ways. */
  private static final double EXCHANGE_NANOS = 160;

  private final int tasks;
  private final boolean exchanges;
  private final long most;

  /** To score a row; 0 if it is not known. */
  private double rowNanos;

  /** To take a step; 0 if it is not known. */
  private double stepNanos;

  /** Slices of half a minute at most, by so many tasks at once, on several executors or on one. */
  Pace(int tasks, boolean exchanges) {
    this(tasks, exchanges, SLICE_NANOS);
  }

  /** Slices of at most {@code most} nanoseconds, but for what cannot be cut. */
  Pace(int tasks, boolean exchanges, long most) {
    this.tasks = tasks;
    this.exchanges = exchanges;
    this.most = most;
  }

  /** Nanoseconds that scoring rows will take: a nanosecond for two of its D products and sums. */
  public final double ofScores(Parameters parameters, long rows) {
    double guess = (double) parameters.topology().size() / tasks;
    return rows * (rowNanos > 0 ? rowNanos : guess);
  }

  /** Nanoseconds that a step will take. */
  public final double ofStep(Parameters parameters, int rows) {
    double exchange = exchanges ? EXCHANGE_NANOS * parameters.topology().size() : 0;
    double guess = PRODUCTS * ofScores(parameters, rows) + STEP_NANOS + exchange;
    return stepNanos > 0 ? stepNanos : guess;
  }

  /** Rows have been scored. */
  public final void scored(long rows, long nanos) {
    rowNanos = (double) nanos / rows;
  }

  /** Steps have been taken. */
  public final void stepped(int steps, long nanos) {
    stepNanos = (double) nanos / steps;
  }

  /** How long a slice may last, in nanoseconds. */
  final long most() {
    return most;
  }

  /** Whether a slice may last so long. */
  public final boolean fits(double nanos) {
    return nanos <= most;
  }

  /**
   * How many of the steps or chunks that are left, 1 or more, of so many nanoseconds each, make the
   * next slice: all, or an equal share.
   */
  public int cut(int left, double nanos) {
    double slices = Math.ceil(left * nanos / most);
    return (int) Math.max(1, Math.min(left, Math.ceil(left / slices)));
  }
}
