package dev.lockstep.aggregate;

/** The loss of a mini-batch is infinite or not a number. */
public final class NotFiniteException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int step;

  /**
   * Names the step.
   *
   * @param step the mini-batch, from 0
   * @param loss its loss
   */
  public NotFiniteException(int step, double loss) {
    super("The loss is " + loss);
    this.step = step;
  }

  /**
   * The mini-batch.
   *
   * @return its number in the epoch, from 0
   */
  public int step() {
    return step;
  }

  /**
   * Lets finite losses pass.
   *
   * @param step the mini-batch, from 0
   * @param loss its loss
   * @throws NotFiniteException if the loss is not finite
   */
  static void check(int step, double loss) {
    if (!Double.isFinite(loss)) {
      throw new NotFiniteException(step, loss);
    }
  }
}
