package dev.lockstep.report.html;

import dev.lockstep.evaluate.ClassFindings;
import dev.lockstep.evaluate.ClassScore;
import dev.lockstep.evaluate.ConfusionMatrix;
import dev.lockstep.evaluate.Evaluation;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How well classes are told from each other.
 *
 * @param set which rows
 * @param summary how many rows were wrong, in a sentence
 * @param figures numbers that stand with the metrics
 * @param heatMap how many rows of each class were given each class
 * @param classes how well each class is told from the others
 * @param means of that over the classes, then weighted by support
 * @param gallery the most confident mistakes
 * @param calibration whether it is as often right as it says
 * @param weighted whether rows count by their weights
 */
record ClassPart(
    String set,
    String summary,
    List<Fact> figures,
    HeatMap heatMap,
    List<OfClass> classes,
    List<OfClass> means,
    MistakeGallery gallery,
    CalibrationChart calibration,
    boolean weighted)
    implements PagePart {

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

  static Optional<PagePart> of(String set, Evaluation evaluation) {
    return evaluation.find(ClassFindings.class).map(found -> of(set, found, evaluation));
  }

  private static ClassPart of(String set, ClassFindings found, Evaluation evaluation) {
    double wrong = found.confusion().mistakes();
    double total = found.confusion().total();
    String all =
        evaluation.isWeighted()
            ? NumberFormats.count(total) + ", by weight,"
            : NumberFormats.count((long) total, "row");
    return new ClassPart(
        set,
        wrong == 0
            ? "No row was classified wrongly."
            : "%s of %s wrong."
                .formatted(NumberFormats.count(wrong), all + (wrong == 1 ? " is" : " are")),
        List.of(new Fact("mean F1 of the classes", NumberFormats.percent(found.macro().f1()))),
        HeatMap.of(found.confusion(), found.classes()),
        IntStream.range(0, found.classes().size()).mapToObj(k -> OfClass.of(found, k)).toList(),
        List.of(
            new OfClass("mean", found.macro(), "", ""),
            new OfClass("weighted mean", found.weighted(), "", "")),
        MistakeGallery.of(found, evaluation.shape()),
        CalibrationChart.of(found.calibration(), evaluation.isWeighted()),
        evaluation.isWeighted());
  }

  @Override
  public String template() {
    return "classes.mustache";
  }
}
