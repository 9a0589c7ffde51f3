package dev.lockstep.io;

import org.apache.commons.lang3.exception.ExceptionUtils;

/** A file could not be written: a failure while running, told in one line. */
public final class NotWrittenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Names a file and a reason.
   *
   * @param message what could not be written, why, what is left, and how to fix it, in one line
   * @param cause what the file system said
   */
  public NotWrittenException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The first line of the innermost message of a file system's exception, without a full stop. */
  public static String reason(Throwable failure) {
    return MessageText.firstLine(ExceptionUtils.getRootCause(failure));
  }
}
