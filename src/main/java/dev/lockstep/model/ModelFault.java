package dev.lockstep.model;

import dev.lockstep.io.InvalidInputException;
import java.io.IOException;

/** What is wrong with a file that Lockstep should have written. */
final class ModelFault {
  private ModelFault() {}

  /**
   * A file that is not as it was written.
   *
   * @param file its path
   * @param fault what is wrong, with what was expected and found; reads on from "Cannot read it:"
   */
  static InvalidInputException corrupt(String file, String fault) {
    return new InvalidInputException(
        "Cannot read %s: it is corrupt: %s. Copy it again from where it was made."
            .formatted(file, fault));
  }

  /**
   * A file whose parts cannot be used.
   *
   * @param file its path
   * @param fault what is wrong with one
   */
  static InvalidInputException corrupt(String file, InvalidInputException fault) {
    return new InvalidInputException(
        "Cannot read %s: it is corrupt: %s Copy it again from where it was made."
            .formatted(file, fault.getMessage()),
        fault);
  }

  /**
   * A file that ends too early.
   *
   * @param file its path
   * @param where how far it goes
   */
  static InvalidInputException cutOff(String file, String where) {
    return new InvalidInputException(
        "Cannot read %s: it breaks off %s. Probably cut off while copying: copy it again."
            .formatted(file, where));
  }

  /**
   * A file of another kind.
   *
   * @param file its path
   * @param fault what shows it
   * @param advice how to mend it
   */
  static InvalidInputException other(String file, String fault, String advice) {
    return new InvalidInputException("Cannot read %s: %s. %s".formatted(file, fault, advice));
  }

  /** A file that the file system does not give. */
  static InvalidInputException unreadable(String file, IOException e) {
    String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
    return new InvalidInputException("Cannot read %s: %s.".formatted(file, reason), e);
  }
}
