package dev.lockstep.model;

import dev.lockstep.io.InvalidInputException;

/** A file of a version of its format that this Lockstep does not read; nothing is wrong with it. */
final class OtherVersionException extends InvalidInputException {
  private static final long serialVersionUID = 1L;

  OtherVersionException(String message) {
    super(message);
  }
}
