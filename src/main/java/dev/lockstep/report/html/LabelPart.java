package dev.lockstep.report.html;

import dev.lockstep.evaluate.ClassScore;
import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.LabelFindings;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The table of several labels.
 *
 * @param lines how well each is told
 * @param means of that over the labels, then weighted by support
 */
record LabelPart(List<Line> lines, List<Line> means) implements PagePart {
  /** A line of it. */
  record Line(String name, ClassScore score) {
    String support() {
      return NumberFormats.count(score.support());
    }
  }

  static Optional<PagePart> of(String set, Evaluation evaluation) {
    return evaluation.find(LabelFindings.class).map(LabelPart::of);
  }

  private static LabelPart of(LabelFindings found) {
    List<String> names = found.labels().names();
    return new LabelPart(
        IntStream.range(0, names.size())
            .mapToObj(k -> new Line(names.get(k), found.scores().get(k)))
            .toList(),
        List.of(new Line("mean", found.macro()), new Line("weighted mean", found.weighted())));
  }

  @Override
  public String template() {
    return "labels.mustache";
  }
}
