package dev.lockstep.data;

/**
 * A user's mistake in data or settings, told in one line: what is wrong, why, and how to mend it.
 *
 * <p>The command line prints the message alone, without a stack trace, and exits with 2. Nothing
 * has been written when it is thrown.
 */
public final class InvalidInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A mistake that is all the user's.
   *
   * @param message what is wrong, why, and how to mend it, in one line
   */
  public InvalidInputException(String message) {
    super(message);
  }

  /**
   * A mistake noticed through another exception.
   *
   * @param message what is wrong, why, and how to mend it, in one line
   * @param cause what noticed it
   */
  public InvalidInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
