package dev.lockstep.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.Metric;
import dev.lockstep.io.Json;
import dev.lockstep.rows.Understood;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code evaluation.json}: the metrics and all other figures of an evaluation with every digit that
 * a double has, shares as fractions, the keys in one fixed order.
 */
public final class EvaluationJson {
  private EvaluationJson() {}

  private record Model(String folder, String network, String parametersSha256) {}

  private record Data(
      String folder,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) String split,
      Map<String, String> sha256,
      List<Understood> understood) {}

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
    if (evaluation.isWeighted()) {
      json.put("weight", evaluation.score().weight());
    }
    for (Metric metric : Metric.in(evaluation)) {
      String key = metric.key(evaluation.lossName());
      if (key.indexOf('.') < 0) {
        json.put(key, metric.of(evaluation));
        metric.interval(evaluation).ifPresent(interval -> json.put(key + "_interval_95", interval));
      }
    }
    List<String> undefined =
        Metric.undefinedIn(evaluation).stream()
            .map(metric -> metric.key(evaluation.lossName()))
            .toList();
    if (!undefined.isEmpty()) {
      json.put("undefined_metrics", undefined);
    }
    EvaluationSection.of(evaluation).forEach(section -> json.putAll(section.json()));
    json.put("model", new Model(source.model(), source.network(), source.parametersSha256()));
    json.put(
        "data", new Data(source.folder(), source.split(), source.sha256(), source.understood()));
    json.put("blas_kernel", evaluation.kernel());
    json.put("lockstep", lockstep);
    return Json.write(json);
  }
}
