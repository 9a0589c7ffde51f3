package dev.lockstep.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.lockstep.evaluate.ClassScore;
import dev.lockstep.evaluate.ConfusionMatrix;
import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.Metric;
import dev.lockstep.io.Json;
import dev.lockstep.rows.Understood;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * {@code evaluation.json}: the metrics and all other figures of an evaluation with every digit that
 * a double has, shares as fractions, the keys in one fixed order.
 */
public final class EvaluationJson {
  private EvaluationJson() {}

  private record OfClass(@JsonProperty("class") String name, @JsonUnwrapped ClassScore score) {}

  private record Model(String folder, String network, String parametersSha256) {}

  private record Data(
      String folder, String split, Map<String, String> sha256, List<Understood> understood) {}

  /**
   * Describes an evaluation.
   *
   * @param evaluation what was found
   * @param source of which model, on which data
   * @param lockstep Lockstep's version
   * @return the file's text
   */
  public static String of(Evaluation evaluation, EvaluationSource source, String lockstep) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("rows", evaluation.rows());
    for (Metric metric : Metric.values()) {
      if (metric.key().indexOf('.') < 0) {
        json.put(metric.key(), metric.of(evaluation));
        metric
            .interval(evaluation)
            .ifPresent(interval -> json.put(metric.key() + "_interval_95", interval));
      }
    }
    List<OfClass> classes = new ArrayList<>();
    for (ClassScore score : evaluation.classScores()) {
      classes.add(new OfClass(evaluation.classes().name(classes.size()), score));
    }
    json.put("classes", classes);
    json.put("macro", evaluation.macro());
    json.put("weighted", evaluation.weighted());
    json.put("confusion_matrix", rows(evaluation.confusion()));
    Map<String, Object> calibration = new LinkedHashMap<>();
    calibration.put("expected_error", evaluation.calibration().expectedError());
    calibration.put("bins", evaluation.calibration().bins());
    json.put("calibration", calibration);
    json.put("model", new Model(source.model(), source.network(), source.parametersSha256()));
    json.put(
        "data", new Data(source.folder(), source.split(), source.sha256(), source.understood()));
    json.put("blas_kernel", evaluation.kernel());
    json.put("lockstep", lockstep);
    return Json.write(json);
  }

  /** A list for each true class. */
  private static List<long[]> rows(ConfusionMatrix matrix) {
    return IntStream.range(0, matrix.classes())
        .mapToObj(
            i -> IntStream.range(0, matrix.classes()).mapToLong(j -> matrix.count(i, j)).toArray())
        .toList();
  }
}
