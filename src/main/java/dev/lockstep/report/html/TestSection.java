package dev.lockstep.report.html;

import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * How a network does on rows with labels.
 *
 * @param set which rows
 * @param figures the metrics that are not at the head of the page
 * @param parts what was found beside metrics
 */
record TestSection(String set, List<Fact> figures, List<PagePart> parts) {
  /** One for each kind of part, of a set's name and its evaluation; a new one is entered here. */
  private static final List<BiFunction<String, Evaluation, Optional<PagePart>>> KINDS =
      List.of(
          TwoClassPart::of,
          ClassPart::of,
          LabelPart::of,
          NumberPart::scores,
          NumberPart::agreement,
          NumberPart::residuals,
          NumberPart::worst,
          ImportancePart::of);

  /** Lays out an evaluation on rows such as {@code test}. */
  static TestSection of(String set, Evaluation evaluation) {
    List<PagePart> parts =
        KINDS.stream().flatMap(kind -> kind.apply(set, evaluation).stream()).toList();
    List<Fact> figures = new ArrayList<>();
    for (Metric metric : Metric.in(evaluation)) {
      if (metric.everyEpoch().isEmpty()) {
        figures.add(fact(metric.title(evaluation.lossName()), metric, evaluation));
      }
    }
    parts.forEach(part -> figures.addAll(part.figures()));
    return new TestSection(set, figures, parts);
  }

  /** A metric with its interval or remark. */
  static Fact fact(String name, Metric metric, Evaluation evaluation) {
    String note =
        metric
            .interval(evaluation)
            .map(
                interval ->
                    "95\u00a0%% interval %s\u00a0to\u00a0%s"
                        .formatted(
                            NumberFormats.cell(metric, interval.low()),
                            NumberFormats.value(metric, interval.high())))
            .orElse(metric.remark());
    return new Fact(name, NumberFormats.value(metric, metric.of(evaluation)), note);
  }
}
