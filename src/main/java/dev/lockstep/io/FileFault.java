package dev.lockstep.io;

/** What is wrong with a file that Lockstep should have written, in one line. */
public final class FileFault {
  private FileFault() {}

  /**
   * A file that is not as it was written.
   *
   * @param fault what is wrong, with what was expected and found; follows "it is corrupt:"
   */
  public static InvalidInputException corrupt(String file, String fault) {
    return new InvalidInputException(
        "Cannot read %s: it is corrupt: %s. Copy it again from where it was made."
            .formatted(file, fault));
  }

  /**
   * A file of another kind.
   *
   * @param fault what shows it; follows "Cannot read FILE:"
   * @param advice how to fix it, a sentence
   */
  public static InvalidInputException other(String file, String fault, String advice) {
    return new InvalidInputException("Cannot read %s: %s. %s".formatted(file, fault, advice));
  }

  /** A file that the file system does not deliver. */
  public static InvalidInputException unreadable(String file, Exception e) {
    return new InvalidInputException(
        "Cannot read %s: %s.".formatted(file, MessageText.firstLine(e)), e);
  }
}
