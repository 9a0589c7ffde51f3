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

  private final String option;
  private final String fault;

  /**
   * A mistake that is all the user's.
   *
   * @param message what is wrong, why, and how to mend it, in one line
   */
  public InvalidInputException(String message) {
    this(message, (Throwable) null);
  }

  /**
   * A mistake noticed through another exception.
   *
   * @param message what is wrong, why, and how to mend it, in one line
   * @param cause what noticed it
   */
  public InvalidInputException(String message, Throwable cause) {
    super(message, cause);
    this.option = null;
    this.fault = null;
  }

  /**
   * A mistake in one option: {@code --epochs is -1, which is out of range: 0 or more.}
   *
   * @param option its name without dashes
   * @param fault what is wrong with it; reads on from the name
   */
  public InvalidInputException(String option, String fault) {
    super("--%s %s".formatted(option, fault));
    this.option = option;
    this.fault = fault;
  }

  /**
   * The option that has to be mended.
   *
   * @return its name without dashes, if the mistake is in one option
   */
  public final Optional<String> option() {
    return Optional.ofNullable(option);
  }

  /**
   * The same mistake in an option that was set by a file: {@code my.properties: epochs is -1, ...}
   *
   * @param file what messages call the file
   * @return a mistake that names file and key
   */
  public final InvalidInputException in(String file) {
    return new InvalidInputException("%s: %s %s".formatted(file, option, fault), this);
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
