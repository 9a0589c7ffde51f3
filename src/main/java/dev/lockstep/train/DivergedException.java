package dev.lockstep.train;

/** The loss or a parameter is no longer a finite number: the run has failed. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Names the moment.
   *
   * @param what what is not finite, with its value
   * @param epoch the epoch, from 1; 0 before training
   * @param step the mini-batch in it, from 1
   * @param steps mini-batches in an epoch
   */
  public DivergedException(String what, int epoch, int step, int steps) {
    super(
        "%s %s: training has diverged. Lower --learning-rate or --init-range."
            .formatted(
                what,
                epoch == 0
                    ? "before training"
                    : "in epoch %d, step %d of %d".formatted(epoch, step, steps)));
  }

  private DivergedException(String message, DivergedException cause) {
    super(message, cause);
  }

  /**
   * The same, naming what is left of the run.
   *
   * @param checkpoint where the last checkpoint lies
   * @return the longer exception
   */
  public DivergedException keeping(String checkpoint) {
    return new DivergedException(
        "%s The last checkpoint is %s.".formatted(getMessage(), checkpoint), this);
  }
}
