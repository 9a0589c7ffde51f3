package dev.lockstep.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.io.FileFault;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.Json;
import dev.lockstep.io.MessageText;

/**
 * A file format by name and version, which a file says first of all. A field that is added leaves
 * the version as it is, since readers ignore fields that they do not know; a change of meaning
 * raises it.
 *
 * @param name what the format is called, such as {@code lockstep-model}
 * @param oldest the first version that is read
 * @param newest the last version that is read; written where an older one would be misread
 * @param older why no older one is read; follows "Cannot read FILE:"
 */
record FormatVersion(String name, int oldest, int newest, String older) {
  static final FormatVersion MODEL = new FormatVersion("lockstep-model", 1, 2, "it is too old");

  /**
   * Up to version 2 products were a BLAS's: a run that had begun with their bits cannot be resumed.
   * Version 4 is one of a validation set, dropout, frozen layers or a warm start, of which readers
   * of version 3 know nothing; others are still written as version 3.
   */
  static final FormatVersion CHECKPOINT =
      new FormatVersion("lockstep-checkpoint", 3, 4, "it was begun with other arithmetic");

  /** A file of a version that this Lockstep does not read; nothing is wrong with it. */
  static final class OtherVersionException extends InvalidInputException {
    private static final long serialVersionUID = 1L;

    OtherVersionException(String message) {
      super(message);
    }
  }

  /** The first field after the name. */
  private record Version(long version) {}

  /**
   * Checks what a file says.
   *
   * @param file what messages call it
   * @throws OtherVersionException if that is too new or too old
   * @throws InvalidInputException if it is of another format
   */
  void require(String file, JsonNode json) {
    String format = MessageText.oneLine(json.path("format").asText("none"));
    if (!format.equals(name)) {
      throw FileFault.other(
          file,
          "it is not of the format %s, it says %s".formatted(name, format),
          "Name a file that Lockstep has written.");
    }
    long version = Json.bind(file, json, Version.class).version();
    if (version > newest) {
      throw new OtherVersionException(
          "Cannot read %s: it is too new: its format is version %d, this Lockstep reads up to %d. Use a newer Lockstep."
              .formatted(file, version, newest));
    }
    if (version < oldest) {
      throw new OtherVersionException(
          "Cannot read %s: %s: its format is version %d, this Lockstep reads from %d on. Train it again, or use an older Lockstep."
              .formatted(file, older, version, oldest));
    }
  }
}
