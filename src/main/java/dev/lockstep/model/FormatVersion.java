package dev.lockstep.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.io.InvalidInputException;

/**
 * A file format by name and version, which a file says first of all. A field that is added leaves
 * the version as it is, since readers pass over fields that they do not know; a change of meaning
 * raises it.
 *
 * @param name what the format is called, such as {@code lockstep-model}
 * @param oldest the first version that is read
 * @param newest the version that is written
 * @param older why no older one is read; reads on from "Cannot read it:"
 */
record FormatVersion(String name, int oldest, int newest, String older) {
  static final FormatVersion MODEL = new FormatVersion("lockstep-model", 1, 2, "it is too old");

  /** Up to version 2 products were a BLAS's: what had begun with their bits cannot go on. */
  static final FormatVersion CHECKPOINT =
      new FormatVersion("lockstep-checkpoint", 3, 3, "it was begun with other arithmetic");

  /** Begins a file. */
  void write(ObjectNode json) {
    json.put("format", name);
    json.put("version", newest);
  }

  /**
   * Checks what a file says.
   *
   * @return the version that it is of
   * @throws OtherVersionException if that is too new or too old
   * @throws InvalidInputException if it is of another format
   */
  long require(JsonFields fields) {
    if (!fields.has("format") || !fields.text("format").equals(name)) {
      throw ModelFault.other(
          fields.file(),
          "it is not of the format %s, it says %s"
              .formatted(name, fields.has("format") ? fields.text("format") : "none"),
          "Name a file that Lockstep has written.");
    }
    long version = fields.whole("version", Long.MAX_VALUE);
    if (version > newest) {
      throw new OtherVersionException(
          "Cannot read %s: it is too new: its format is version %d, this Lockstep reads up to %d. Use a newer Lockstep."
              .formatted(fields.file(), version, newest));
    }
    if (version < oldest) {
      throw new OtherVersionException(
          "Cannot read %s: %s: its format is version %d, this Lockstep reads from %d on. Train it again, or use an older Lockstep."
              .formatted(fields.file(), older, version, oldest));
    }
    return version;
  }
}
