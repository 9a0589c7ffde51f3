package dev.lockstep.io;

import java.util.Optional;
import org.apache.commons.lang3.exception.ExceptionUtils;

/**
 * A user's mistake in data or settings, in one line: what is wrong, why, and how to fix it.
 *
 * <p>The command line prints the message alone, without a stack trace, and exits with 2. Nothing
 * has been written when it is thrown.
 */
public class InvalidInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String option;
  private final String fault;

  /** A mistake, in one line. */
  public InvalidInputException(String message) {
    this(message, (Throwable) null);
  }

  /** A mistake noticed through another exception. */
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

  /** The name of the option that has to be corrected, without dashes, if the mistake is in one. */
  public final Optional<String> option() {
    return Optional.ofNullable(option);
  }

  /** The same mistake in an option that a file sets: {@code my.properties: epochs is -1, ...} */
  public final InvalidInputException in(String file) {
    return new InvalidInputException("%s: %s %s".formatted(file, option, fault), this);
  }

  /** The first user's mistake in a chain of causes: Spark wraps what a task throws. */
  public static Optional<InvalidInputException> in(Throwable failure) {
    return Optional.ofNullable(
        ExceptionUtils.throwableOfType(failure, InvalidInputException.class));
  }
}
