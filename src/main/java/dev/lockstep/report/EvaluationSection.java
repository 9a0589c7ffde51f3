package dev.lockstep.report;

import dev.lockstep.evaluate.Evaluation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * How a {@link dev.lockstep.evaluate.Finding} is shown on the terminal, in {@code evaluation.json}
 * and in CSV files of its own.
 */
public interface EvaluationSection {
  /** One for each kind of finding; a new one is entered here. */
  List<Function<Evaluation, Optional<EvaluationSection>>> KINDS =
      List.of(
          ClassSection::of,
          LabelSection::of,
          CurveSection::of,
          NumberSection::of,
          ImportanceSection::of);

  /** The names of all CSV files that a section may have. */
  Set<String> FILES =
      Set.of(
          "confusion.csv",
          "misclassified.csv",
          "roc.csv",
          "precision-recall.csv",
          "gain.csv",
          "thresholds.csv",
          "agreement.csv",
          "residuals.csv",
          "worst.csv",
          "importance.csv");

  /** The sections of what was found. */
  static List<EvaluationSection> of(Evaluation evaluation) {
    return KINDS.stream().flatMap(kind -> kind.apply(evaluation).stream()).toList();
  }

  /** Lines for the terminal, each with its end. */
  String table();

  /** Fields of {@code evaluation.json}, in their order. */
  Map<String, Object> json();

  /** The contents of CSV files by their names, which are among {@link #FILES}. */
  Map<String, String> files();
}
