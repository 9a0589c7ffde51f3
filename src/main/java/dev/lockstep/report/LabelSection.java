package dev.lockstep.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.lockstep.evaluate.ClassScore;
import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.LabelFindings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Of several labels the {@link ScoreTable}. */
record LabelSection(LabelFindings found) implements EvaluationSection {
  private record OfLabel(String label, @JsonUnwrapped ClassScore score) {}

  static Optional<EvaluationSection> of(Evaluation evaluation) {
    return evaluation.find(LabelFindings.class).map(LabelSection::new);
  }

  @Override
  public String table() {
    List<String> names = found.labels().names();
    return ScoreTable.of("label", names, found.scores(), found.macro(), found.weighted());
  }

  @Override
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    List<String> names = found.labels().names();
    json.put(
        "labels",
        IntStream.range(0, names.size())
            .mapToObj(k -> new OfLabel(names.get(k), found.scores().get(k)))
            .toList());
    json.put(ScoreTable.MACRO, found.macro());
    json.put(ScoreTable.WEIGHTED, found.weighted());
    return json;
  }

  @Override
  public Map<String, String> files() {
    return Map.of();
  }
}
