package dev.lockstep.report.html;

import java.util.List;

/** Facts under one heading, in the order in which they are shown. */
record FactGroup(String title, List<Fact> facts) {
  /**
   * Something that is known of a run.
   *
   * @param note what else there is to say of it; may be empty
   */
  record Fact(String name, String value, String note) {
    /** A fact that speaks for itself. */
    Fact(String name, Object value) {
      this(name, value.toString(), "");
    }
  }
}
