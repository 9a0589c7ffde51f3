package dev.lockstep.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.lockstep.evaluate.ClassFindings;
import dev.lockstep.evaluate.ClassScore;
import dev.lockstep.evaluate.ConfusionMatrix;
import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.Mistake;
import dev.lockstep.io.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.commons.text.StringEscapeUtils;

/** Of classes the {@link ScoreTable}, their confusion, mistakes and calibration. */
record ClassSection(ClassFindings found) implements EvaluationSection {
  private record OfClass(@JsonProperty("class") String name, @JsonUnwrapped ClassScore score) {}

  static final Map<String, Function<ClassSection, String>> FILES =
      Map.of(
          "confusion.csv",
          ClassSection::confusion,
          "misclassified.csv",
          ClassSection::misclassified);

  static Optional<EvaluationSection> of(Evaluation evaluation) {
    return evaluation.find(ClassFindings.class).map(ClassSection::new);
  }

  @Override
  public String table() {
    return ScoreTable.of(
        "class", found.classes().names(), found.classScores(), found.macro(), found.weighted());
  }

  @Override
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    List<OfClass> classes = new ArrayList<>();
    for (ClassScore score : found.classScores()) {
      classes.add(new OfClass(found.classes().name(classes.size()), score));
    }
    json.put("classes", classes);
    json.put(ScoreTable.MACRO, found.macro());
    json.put(ScoreTable.WEIGHTED, found.weighted());
    json.put("confusion_matrix", rows(found.confusion()));
    Map<String, Object> calibration = new LinkedHashMap<>();
    calibration.put("expected_error", found.calibration().expectedError());
    calibration.put("bins", found.calibration().bins());
    json.put("calibration", calibration);
    return json;
  }

  /** A list for each true class. */
  private static List<List<Number>> rows(ConfusionMatrix matrix) {
    return IntStream.range(0, matrix.classes())
        .mapToObj(
            i ->
                IntStream.range(0, matrix.classes())
                    .mapToObj(j -> Json.count(matrix.count(i, j)))
                    .toList())
        .toList();
  }

  @Override
  public Map<String, String> files() {
    return EvaluationSection.written(this, FILES);
  }

  /**
   * A line for each true class, a column for each predicted one, the names of the classes before
   * and above the counts.
   */
  private String confusion() {
    int classes = found.classes().size();
    StringBuilder text = new StringBuilder("true\\predicted");
    for (int j = 0; j < classes; j++) {
      text.append(',').append(name(j));
    }
    text.append('\n');
    for (int i = 0; i < classes; i++) {
      text.append(name(i));
      for (int j = 0; j < classes; j++) {
        text.append(',').append(Json.count(found.confusion().count(i, j)));
      }
      text.append('\n');
    }
    return text.toString();
  }

  /**
   * A line for each row that was classified wrongly, the most confident mistake first; at most
   * {@link ClassFindings#MOST_MISTAKES}.
   */
  private String misclassified() {
    StringBuilder text = new StringBuilder("row,true,predicted,confidence\n");
    for (Mistake mistake : found.mistakes()) {
      text.append(mistake.row()).append(',');
      text.append(name(mistake.truth())).append(',');
      text.append(name(mistake.predicted())).append(',');
      text.append(mistake.confidence()).append('\n');
    }
    return text.toString();
  }

  private String name(int k) {
    return StringEscapeUtils.escapeCsv(found.classes().name(k));
  }
}
