package dev.lockstep.report.html;

/**
 * Something that is known of a run.
 *
 * @param name what it is
 * @param value as it is shown
 * @param note what else there is to say of it; may be empty
 */
public record Fact(String name, String value, String note) {
  /**
   * A fact that speaks for itself.
   *
   * @param name what it is
   * @param value as it is shown
   */
  public Fact(String name, String value) {
    this(name, value, "");
  }
}
