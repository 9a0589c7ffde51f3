package dev.lockstep.report.html;

import dev.lockstep.evaluate.ClassScore;
import dev.lockstep.evaluate.ConfusionMatrix;
import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.Metric;
import dev.lockstep.report.html.ReportPage.Fact;
import java.util.ArrayList;
import java.util.List;

/**
 * How a network does on rows with labels.
 *
 * @param set which rows
 * @param figures the metrics that are not at the head of the page
 * @param mistakes how many rows were wrong, in a sentence
 * @param heatMap how many rows of each class were given each class
 * @param classes how well each class is told from the others
 * @param means of that over the classes, then weighted by support
 * @param gallery the most confident mistakes
 * @param calibration whether it is as often right as it says
 */
record TestSection(
    String set,
    List<Fact> figures,
    String mistakes,
    HeatMap heatMap,
    List<OfClass> classes,
    List<OfClass> means,
    MistakeGallery gallery,
    CalibrationChart calibration) {
  /**
   * A line of the table of classes.
   *
   * @param mistakenFor the class that it was most often taken for, or nothing
   * @param times how often
   */
  record OfClass(String name, ClassScore score, String mistakenFor, long times) {
    private static OfClass of(Evaluation evaluation, int k) {
      ConfusionMatrix confusion = evaluation.confusion();
      String other = "";
      long most = 0;
      for (int j = 0; j < confusion.classes(); j++) {
        if (j != k && confusion.count(k, j) > most) {
          most = confusion.count(k, j);
          other = evaluation.classes().name(j);
        }
      }
      return new OfClass(evaluation.classes().name(k), confusion.score(k), other, most);
    }
  }

  /** Lays out an evaluation on rows such as {@code test}. */
  static TestSection of(String set, Evaluation evaluation) {
    long wrong = evaluation.rows() - evaluation.confusion().correct();
    List<Fact> figures = new ArrayList<>();
    for (Metric metric : Metric.values()) {
      if (metric.everyEpoch().isEmpty()) {
        figures.add(fact(metric.title(), metric, evaluation));
      }
    }
    figures.add(new Fact("mean F1 of the classes", NumberFormats.percent(evaluation.macro().f1())));
    List<OfClass> classes = new ArrayList<>();
    for (int k = 0; k < evaluation.classes().size(); k++) {
      classes.add(OfClass.of(evaluation, k));
    }
    return new TestSection(
        set,
        figures,
        wrong == 0
            ? "No row was classified wrongly."
            : "%s of %s wrong."
                .formatted(
                    NumberFormats.count(wrong),
                    NumberFormats.count(evaluation.rows(), "row") + (wrong == 1 ? " is" : " are")),
        HeatMap.of(evaluation.confusion(), evaluation.classes()),
        classes,
        List.of(
            new OfClass("mean", evaluation.macro(), "", 0),
            new OfClass("weighted mean", evaluation.weighted(), "", 0)),
        MistakeGallery.of(evaluation),
        CalibrationChart.of(evaluation.calibration()));
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
