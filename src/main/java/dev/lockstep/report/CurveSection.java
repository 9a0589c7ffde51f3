package dev.lockstep.report;

import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.TwoClassFindings;
import dev.lockstep.evaluate.curve.CurvePoint;
import dev.lockstep.evaluate.curve.ThresholdScore;
import dev.lockstep.evaluate.curve.TwoClassCurve;
import dev.lockstep.io.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Of two classes, the best thresholds of the probability of the positive one:
 *
 * <pre>
 * Positive is class 1.
 *                 threshold  precision    recall        f1  specificity      cost
 * best f1           0.41234    91.00 %   89.00 %   89.99 %      97.12 %   0.05123
 * ...
 * </pre>
 */
record CurveSection(TwoClassFindings found) implements EvaluationSection {
  private static final String LAYOUT = "%-14s%12s%11s%10s%10s%13s%10s\n";

  static final Map<String, Function<CurveSection, String>> FILES =
      Map.of(
          "roc.csv",
          CurveSection::roc,
          "precision-recall.csv",
          CurveSection::precisionRecall,
          "gain.csv",
          CurveSection::gain,
          "thresholds.csv",
          CurveSection::thresholdTable);

  static Optional<EvaluationSection> of(Evaluation evaluation) {
    return evaluation.find(TwoClassFindings.class).map(CurveSection::new);
  }

  @Override
  public String table() {
    StringBuilder text = new StringBuilder("Positive is class %s.\n".formatted(found.positive()));
    found.whyWithout().ifPresent(why -> text.append(why).append('\n'));
    text.append(
        LAYOUT.formatted("", "threshold", "precision", "recall", "f1", "specificity", "cost"));
    for (ThresholdScore score : found.thresholds()) {
      if (!score.best().isEmpty() || score.threshold() == 0.5) {
        text.append(
            LAYOUT.formatted(
                score.best().isEmpty() ? "" : "best " + score.best(),
                PythonFormat.fixed(score.threshold(), 0, 5),
                EvaluationTable.percent(score.precision()),
                EvaluationTable.percent(score.recall()),
                EvaluationTable.percent(score.f1()),
                EvaluationTable.percent(score.specificity()),
                PythonFormat.fixed(score.cost(), 0, 5)));
      }
    }
    return text.toString();
  }

  @Override
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("positive_class", found.positive());
    found.whyWithout().ifPresent(why -> json.put("why_undefined", why));
    json.put("error_costs", found.costs());
    json.put("thresholds", found.thresholds());
    return json;
  }

  @Override
  public Map<String, String> files() {
    return EvaluationSection.written(this, FILES);
  }

  private String roc() {
    TwoClassCurve curve = found.curve();
    return points("false_positive_rate,recall", 0, curve::falsePositiveRate, curve::recall);
  }

  private String precisionRecall() {
    TwoClassCurve curve = found.curve();
    return points("recall,precision", 0, curve::recall, curve::precision);
  }

  private String gain() {
    TwoClassCurve curve = found.curve();
    return points("share,recall,lift", 1, curve::share, curve::recall, curve::lift);
  }

  /** A line for each point of the curve, the highest threshold first. */
  @SafeVarargs
  private String points(String columns, int from, ToDoubleFunction<CurvePoint>... numbers) {
    StringBuilder text = new StringBuilder("threshold,").append(columns).append('\n');
    List<CurvePoint> points = found.curve().points();
    for (CurvePoint point : points.subList(from, points.size())) {
      text.append(Double.isInfinite(point.threshold()) ? "inf" : "" + point.threshold());
      for (ToDoubleFunction<CurvePoint> number : numbers) {
        text.append(',').append(number.applyAsDouble(point));
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** A line for each threshold of the table. */
  private String thresholdTable() {
    StringBuilder text =
        new StringBuilder(
            "best,threshold,true_positives,false_positives,false_negatives,true_negatives,"
                + "precision,recall,f1,specificity,cost\n");
    for (ThresholdScore score : found.thresholds()) {
      text.append(score.best());
      List.of(
              score.threshold(),
              Json.count(score.truePositives()),
              Json.count(score.falsePositives()),
              Json.count(score.falseNegatives()),
              Json.count(score.trueNegatives()),
              score.precision(),
              score.recall(),
              score.f1(),
              score.specificity(),
              score.cost())
          .forEach(number -> text.append(',').append(number));
      text.append('\n');
    }
    return text.toString();
  }
}
