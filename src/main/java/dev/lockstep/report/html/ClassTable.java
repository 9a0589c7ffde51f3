package dev.lockstep.report.html;

import dev.lockstep.evaluate.ClassFindings;
import dev.lockstep.evaluate.ClassScore;
import dev.lockstep.evaluate.ConfusionMatrix;
import java.util.ArrayList;
import java.util.List;

/**
 * Precision, recall and F1 of every class, in percent.
 *
 * @param rows a row for each class
 * @param means the mean over classes, then that weighted by support
 */
record ClassTable(List<Row> rows, List<Row> means) {
  /**
   * A class, or a mean.
   *
   * @param name whose scores they are
   * @param support rows of the class
   * @param precision the share of right ones among its predictions
   * @param recall the share of its rows that were found
   * @param f1 their harmonic mean
   * @param mistakenFor the class that it was most often taken for, or nothing
   * @param times how often
   */
  record Row(
      String name,
      String support,
      String precision,
      String recall,
      String f1,
      String mistakenFor,
      String times) {}

  /**
   * Makes the table.
   *
   * @param found how well the classes are told apart
   * @return its classes, by index
   */
  static ClassTable of(ClassFindings found) {
    List<Row> rows = new ArrayList<>();
    List<ClassScore> scores = found.classScores();
    for (int k = 0; k < scores.size(); k++) {
      int other = mostMistakenFor(found.confusion(), k);
      rows.add(
          row(
              found.classes().name(k),
              scores.get(k),
              other < 0 ? "" : found.classes().name(other),
              other < 0 ? "" : NumberFormats.count(found.confusion().count(k, other))));
    }
    return new ClassTable(
        rows,
        List.of(
            row("mean", found.macro(), "", ""), row("weighted mean", found.weighted(), "", "")));
  }

  private static Row row(String name, ClassScore score, String mistakenFor, String times) {
    return new Row(
        name,
        NumberFormats.count(score.support()),
        NumberFormats.percentage(score.precision()),
        NumberFormats.percentage(score.recall()),
        NumberFormats.percentage(score.f1()),
        mistakenFor,
        times);
  }

  /** The first of the classes that class i was most often taken for; -1 if for none. */
  private static int mostMistakenFor(ConfusionMatrix confusion, int i) {
    int most = -1;
    for (int j = 0; j < confusion.classes(); j++) {
      if (j != i && confusion.count(i, j) > (most < 0 ? 0 : confusion.count(i, most))) {
        most = j;
      }
    }
    return most;
  }
}
