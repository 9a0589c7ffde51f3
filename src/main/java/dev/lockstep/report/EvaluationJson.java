package dev.lockstep.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.evaluate.Calibration;
import dev.lockstep.evaluate.ClassScore;
import dev.lockstep.evaluate.ConfusionMatrix;
import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.model.JsonText;
import java.util.List;

/**
 * {@code evaluation.json}: all figures of an evaluation with every digit that a double has, rates
 * as fractions, the keys in one fixed order.
 */
public final class EvaluationJson {
  private EvaluationJson() {}

  /**
   * Describes an evaluation.
   *
   * @param evaluation what was found
   * @param source of which model, on which data
   * @param lockstep Lockstep's version
   * @return the file's text
   */
  public static String of(Evaluation evaluation, EvaluationSource source, String lockstep) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("rows", evaluation.rows());
    json.put("accuracy", evaluation.accuracy());
    json.putObject("accuracy_interval_95")
        .put("low", evaluation.accuracyInterval().low())
        .put("high", evaluation.accuracyInterval().high());
    json.put("cross_entropy", evaluation.crossEntropy());
    json.put("top_2_accuracy", evaluation.top2Accuracy());
    json.put("top_3_accuracy", evaluation.top3Accuracy());
    classes(json.putArray("classes"), evaluation);
    score(json.putObject("macro"), evaluation.macro());
    score(json.putObject("weighted"), evaluation.weighted());
    confusion(json.putArray("confusion_matrix"), evaluation.confusion());
    calibration(json.putObject("calibration"), evaluation.calibration());
    json.putObject("model")
        .put("folder", source.model())
        .put("network", source.network())
        .put("parameters_sha256", source.parametersSha256());
    ObjectNode data = json.putObject("data");
    data.put("folder", source.folder()).put("split", source.split());
    source.sha256().forEach(data.putObject("sha256")::put);
    json.put("blas_kernel", evaluation.kernel());
    json.put("lockstep", lockstep);
    return JsonText.of(json);
  }

  private static void classes(ArrayNode json, Evaluation evaluation) {
    List<ClassScore> scores = evaluation.classScores();
    for (int k = 0; k < scores.size(); k++) {
      score(json.addObject().put("class", evaluation.classes().name(k)), scores.get(k));
    }
  }

  private static void score(ObjectNode json, ClassScore score) {
    json.put("precision", score.precision());
    json.put("recall", score.recall());
    json.put("f1", score.f1());
    json.put("support", score.support());
  }

  /** A list for each true class. */
  private static void confusion(ArrayNode json, ConfusionMatrix matrix) {
    for (int i = 0; i < matrix.classes(); i++) {
      ArrayNode row = json.addArray();
      for (int j = 0; j < matrix.classes(); j++) {
        row.add(matrix.count(i, j));
      }
    }
  }

  private static void calibration(ObjectNode json, Calibration calibration) {
    json.put("expected_error", calibration.expectedError());
    ArrayNode bins = json.putArray("bins");
    for (Calibration.Bin bin : calibration.bins()) {
      ObjectNode node = bins.addObject();
      node.put("low", bin.low()).put("high", bin.high()).put("count", bin.count());
      if (bin.count() == 0) {
        node.putNull("confidence").putNull("accuracy");
      } else {
        node.put("confidence", bin.confidence()).put("accuracy", bin.accuracy());
      }
    }
  }
}
