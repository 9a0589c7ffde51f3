package dev.lockstep.report.html;

import dev.lockstep.evaluate.Evaluation;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * How a {@link dev.lockstep.evaluate.Finding} is shown on the page: one or several sections of it,
 * in a template of their own that takes its values from the part.
 */
interface PagePart {
  /** One for each kind, of a set's name and its evaluation; a new one is entered here. */
  List<BiFunction<String, Evaluation, Optional<PagePart>>> KINDS =
      List.of(ClassPart::of, TargetPart::of, AgreementPart::of);

  /** The parts of what was found, in their order. */
  static List<PagePart> of(String set, Evaluation evaluation) {
    return KINDS.stream().flatMap(kind -> kind.apply(set, evaluation).stream()).toList();
  }

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
