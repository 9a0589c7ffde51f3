package dev.lockstep.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.data.InvalidInputException;

/**
 * A file format by name and version, which a file says first of all. A field that is added leaves
 * the version as it is, since readers pass over fields that they do not know; a change of meaning
 * raises it.
 *
 * @param name what the format is called, such as {@code lockstep-model}
 * @param oldest the first version that is read
 * @param newest the version that is written
 */
record FormatVersion(String name, int oldest, int newest) {
  static final FormatVersion MODEL = new FormatVersion("lockstep-model", 1, 2);
  static final FormatVersion CHECKPOINT = new FormatVersion("lockstep-checkpoint", 1, 2);

  /** Begins a file. */
  void write(ObjectNode json) {
    json.put("format", name);
    json.put("version", newest);
  }

  /**
   * Checks what a file says.
   *
   * @return the version that it is of
   * @throws InvalidInputException if it is of another format, or of a version too new or too old
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
      throw ModelFault.other(
          fields.file(),
          "it is too new: its format is version %d, this Lockstep reads up to %d"
              .formatted(version, newest),
          "Use a newer Lockstep.");
    }
    if (version < oldest) {
      throw ModelFault.other(
          fields.file(),
          "it is too old: its format is version %d, this Lockstep reads from %d on"
              .formatted(version, oldest),
          "Train it again, or use an older Lockstep.");
    }
    return version;
  }
}
