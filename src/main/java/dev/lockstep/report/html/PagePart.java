package dev.lockstep.report.html;

import java.util.List;

/**
 * How a {@link dev.lockstep.evaluate.Finding} is shown on the page: one or several sections of it,
 * in a template of their own that takes its values from the part.
 */
interface PagePart {
  /** The template's file. */
  String template();

  /** What to say of the set first, in a sentence; may be empty. */
  default String summary() {
    return "";
  }

  /** Numbers that stand with the metrics. */
  default List<Fact> figures() {
    return List.of();
  }

  /** The part's sections as HTML. */
  default String html() {
    return ReportPage.fill(template(), this);
  }
}
