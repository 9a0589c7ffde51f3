package dev.lockstep.report.html;

/**
 * Something that is known of a run.
 *
 * @param note what else there is to say of it; may be empty
 */
record Fact(String name, String value, String note) {
  /** A fact that needs no note. */
  Fact(String name, Object value) {
    this(name, value.toString(), "");
  }
}
