package dev.lockstep.report.html;

import dev.lockstep.evaluate.ClassFindings;
import dev.lockstep.evaluate.ClassScore;
import dev.lockstep.evaluate.ConfusionMatrix;
import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a network does on rows with labels.
 *
 * @param set which rows
 * @param figures the metrics that are not at the head of the page
 * @param ofClasses how classes are told from each other; one or none
 * @param ofLabels how each of several labels is told; one or none
 */
record TestSection(
    String set, List<Fact> figures, List<OfClasses> ofClasses, List<LabelScores> ofLabels) {
  /**
   * How a classifier does.
   *
   * @param mistakes how many rows were wrong, in a sentence
   * @param heatMap how many rows of each class were given each class
   * @param classes how well each class is told from the others
   * @param means of that over the classes, then weighted by support
   * @param gallery the most confident mistakes
   * @param calibration whether it is as often right as it says
   */
  record OfClasses(
      String mistakes,
      HeatMap heatMap,
      List<OfClass> classes,
      List<OfClass> means,
      MistakeGallery gallery,
      CalibrationChart calibration) {
    static OfClasses of(ClassFindings found, List<Integer> shape, boolean isWeighted) {
      double wrong = found.confusion().mistakes();
      double total = found.confusion().total();
      String all =
          isWeighted
              ? NumberFormats.count(total) + ", by weight,"
              : NumberFormats.count((long) total, "row");
      List<OfClass> classes = new ArrayList<>();
      for (int k = 0; k < found.classes().size(); k++) {
        classes.add(OfClass.of(found, k));
      }
      return new OfClasses(
          wrong == 0
              ? "No row was classified wrongly."
              : "%s of %s wrong."
                  .formatted(NumberFormats.count(wrong), all + (wrong == 1 ? " is" : " are")),
          HeatMap.of(found.confusion(), found.classes()),
          classes,
          List.of(
              new OfClass("mean", found.macro(), "", ""),
              new OfClass("weighted mean", found.weighted(), "", "")),
          MistakeGallery.of(found, shape),
          CalibrationChart.of(found.calibration(), isWeighted));
    }
  }

  /**
   * A line of the table of classes.
   *
   * @param mistakenFor the class that it was most often taken for, or nothing
   * @param times how often
   */
  record OfClass(String name, ClassScore score, String mistakenFor, String times) {
    String support() {
      return NumberFormats.count(score.support());
    }

    private static OfClass of(ClassFindings found, int k) {
      ConfusionMatrix confusion = found.confusion();
      String other = "";
      double most = 0;
      for (int j = 0; j < confusion.classes(); j++) {
        if (j != k && confusion.count(k, j) > most) {
          most = confusion.count(k, j);
          other = found.classes().name(j);
        }
      }
      return new OfClass(
          found.classes().name(k),
          confusion.score(k),
          other,
          other.isEmpty() ? "" : NumberFormats.count(most));
    }
  }

  /** Lays out an evaluation on rows such as {@code test}. */
  static TestSection of(String set, Evaluation evaluation) {
    List<Fact> figures = new ArrayList<>();
    for (Metric metric : Metric.in(evaluation)) {
      if (metric.everyEpoch().isEmpty()) {
        figures.add(fact(metric.title(evaluation.lossName()), metric, evaluation));
      }
    }
    Optional<ClassFindings> classes = evaluation.find(ClassFindings.class);
    classes
        .map(found -> new Fact("mean F1 of the classes", NumberFormats.percent(found.macro().f1())))
        .ifPresent(figures::add);
    return new TestSection(
        set,
        figures,
        classes
            .map(found -> OfClasses.of(found, evaluation.shape(), evaluation.isWeighted()))
            .stream()
            .toList(),
        LabelScores.of(evaluation).stream().toList());
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
