package dev.lockstep.report;

import dev.lockstep.evaluate.Evaluation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a {@link dev.lockstep.evaluate.Finding} is shown on the terminal, in {@code evaluation.json}
 * and in CSV files of its own.
 */
public interface EvaluationSection {
  /** One for each kind of finding; a new one is entered here. */
  List<Function<Evaluation, Optional<EvaluationSection>>> KINDS =
      List.of(ClassSection::of, LabelSection::of, CurveSection::of, NumberSection::of);

  /** The names of all CSV files that a section may have. */
  Set<String> FILES =
      Stream.of(ClassSection.FILES, CurveSection.FILES, NumberSection.FILES)
          .flatMap(files -> files.keySet().stream())
          .collect(Collectors.toUnmodifiableSet());

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

  /** What is written of a section, by the names of its files. */
  static <S> Map<String, String> written(S section, Map<String, Function<S, String>> files) {
    return files.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, file -> file.getValue().apply(section)));
  }
}
