package dev.lockstep.io;

import java.util.Optional;

/**
 * A user's mistake in data or settings, told in one line: what is wrong, why, and how to mend it.
 *
 * <p>The command line prints the message alone, without a stack trace, and exits with 2. Nothing
 * has been written when it is thrown.
 */
public class InvalidInputException extends RuntimeException {
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

  /**
   * Looks for a user's mistake behind a failure: Spark wraps what a task throws.
   *
   * @param failure any exception
   * @return the first in its chain of causes that is a user's mistake
   */
  public static Optional<InvalidInputException> in(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidInputException mistake) {
        return Optional.of(mistake);
      }
    }
    return Optional.empty();
  }
}
