package dev.lockstep.report.html;

import dev.lockstep.evaluate.Evaluation;
import java.util.List;

/**
 * How a network does on rows with labels.
 *
 * @param set which rows
 * @param figures the numbers of all rows together
 * @param mistakes how many rows were wrong, in a sentence
 * @param heatMap who was taken for whom
 * @param classes how well each class is told from the others
 * @param gallery the most confident mistakes
 * @param calibration whether it is as often right as it says
 */
record TestSection(
    String set,
    List<Fact> figures,
    String mistakes,
    HeatMap heatMap,
    ClassTable classes,
    MistakeGallery gallery,
    CalibrationChart calibration) {
  /**
   * Lays out an evaluation.
   *
   * @param set which rows it was done on, such as {@code test}
   * @param evaluation what was found
   * @return what is shown of it
   */
  static TestSection of(String set, Evaluation evaluation) {
    long wrong = evaluation.rows() - evaluation.confusion().correct();
    return new TestSection(
        set,
        List.of(
            new Fact("among the top two", NumberFormats.percent(evaluation.top2Accuracy())),
            new Fact("among the top three", NumberFormats.percent(evaluation.top3Accuracy())),
            new Fact("mean F1 of the classes", NumberFormats.percent(evaluation.macro().f1())),
            new Fact(
                "calibration error",
                NumberFormats.percent(evaluation.calibration().expectedError()))),
        wrong == 0
            ? "No row was classified wrongly."
            : "%s of %s wrong."
                .formatted(
                    NumberFormats.count(wrong),
                    NumberFormats.count(evaluation.rows(), "row") + (wrong == 1 ? " is" : " are")),
        HeatMap.of(evaluation.confusion(), evaluation.classes()),
        ClassTable.of(evaluation),
        MistakeGallery.of(evaluation),
        CalibrationChart.of(evaluation.calibration()));
  }

  /** The accuracy with its interval. */
  static Fact accuracy(String name, Evaluation evaluation) {
    return new Fact(
        name,
        NumberFormats.percent(evaluation.accuracy()),
        "95\u00a0%% interval %s\u00a0to\u00a0%s"
            .formatted(
                NumberFormats.percentage(evaluation.accuracyInterval().low()),
                NumberFormats.percent(evaluation.accuracyInterval().high())));
  }
}
