package dev.lockstep.aggregate;

/** The loss or a parameter is no longer a finite number: the run has failed. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String what;
  private final int step;

  /** Says what is not finite, with its value, and after which mini-batch of the epoch, from 0. */
  public DivergedException(String what, int step) {
    this(what, step, what, null);
  }

  private DivergedException(String what, int step, String message, DivergedException cause) {
    super(message, cause);
    this.what = what;
    this.step = step;
  }

  /** Throws where the loss of a mini-batch, counted from 0, is not finite. */
  public static void check(int step, double loss) {
    if (!Double.isFinite(loss)) {
      throw new DivergedException("The loss is " + loss, step);
    }
  }

  /** The mini-batch in its epoch, from 0. */
  public int step() {
    return step;
  }

  /**
   * The same for the user, naming the moment: the epoch, from 1 (0 before training), and the step.
   *
   * @param advice what to do about it
   */
  public DivergedException at(int epoch, int steps, String advice) {
    String moment =
        epoch == 0
            ? "before training"
            : "in epoch %d, step %d of %d".formatted(epoch, step + 1, steps);
    return new DivergedException(
        what, step, "%s %s: training has diverged. %s".formatted(what, moment, advice), this);
  }

  /** The same, naming where the last checkpoint lies. */
  public DivergedException keeping(String checkpoint) {
    return new DivergedException(
        what, step, "%s The last checkpoint is %s.".formatted(getMessage(), checkpoint), this);
  }
}
