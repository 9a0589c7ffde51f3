package dev.lockstep.report.html;

import dev.lockstep.evaluate.ConfusionMatrix;
import dev.lockstep.report.PythonFormat;
import dev.lockstep.rows.Classes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The confusion matrix as a table with coloured cells: a row for each true class, a column for each
 * predicted one. Right ones have one colour, mistakes another, deeper the greater their share of
 * the row, on a scale of square roots up to the greatest share in the matrix, so that few are seen.
 *
 * @param wide whether there are so many classes that cells have to be small
 * @param note which classes are left out, or nothing
 * @param columns the predicted classes
 * @param rows the true classes
 */
record HeatMap(boolean wide, String note, List<String> columns, List<Row> rows) {
  /** More are not looked at, and make a page of many megabytes. */
  static final int MOST_CLASSES = 128;

  /** Of more classes, those with the most mistakes are shown. */
  static final int WORST_CLASSES = 40;

  private static final int WIDE = 14;
  private static final int LEVELS = 9;

  /** A true class, with a cell for each column. */
  record Row(String name, List<Cell> cells) {}

  /**
   * A pair of a true and a predicted class.
   *
   * @param count how many rows, or what they weigh; nothing for none
   * @param css its colour's class in the style sheet, or nothing
   * @param meaning the cell in words; nothing for none
   */
  record Cell(String count, String css, String meaning) {}

  /** Colours a matrix. */
  static HeatMap of(ConfusionMatrix confusion, Classes classes) {
    int[] shown = shown(confusion);
    double greatest = 0;
    for (int i : shown) {
      for (int j : shown) {
        greatest = i == j ? greatest : Math.max(greatest, share(confusion, i, j));
      }
    }
    List<Row> rows = new ArrayList<>();
    for (int i : shown) {
      List<Cell> cells = new ArrayList<>();
      for (int j : shown) {
        cells.add(cell(confusion, classes, i, j, greatest));
      }
      rows.add(new Row(classes.name(i), cells));
    }
    return new HeatMap(
        shown.length > WIDE,
        shown.length == classes.size()
            ? ""
            : "Shown are the %d of %s classes with the most mistakes; evaluate writes all, to confusion.csv."
                .formatted(shown.length, NumberFormats.count(classes.size())),
        IntStream.of(shown).mapToObj(classes::name).toList(),
        rows);
  }

  private static int[] shown(ConfusionMatrix confusion) {
    IntStream all = IntStream.range(0, confusion.classes());
    if (confusion.classes() <= MOST_CLASSES) {
      return all.toArray();
    }
    return all.boxed()
        .sorted(Comparator.comparingDouble((Integer k) -> -mistakes(confusion, k)))
        .limit(WORST_CLASSES)
        .mapToInt(Integer::intValue)
        .sorted()
        .toArray();
  }

  private static double mistakes(ConfusionMatrix confusion, int k) {
    return confusion.support(k) + confusion.predictions(k) - 2 * confusion.count(k, k);
  }

  private static double share(ConfusionMatrix confusion, int i, int j) {
    double count = confusion.count(i, j);
    return count == 0 ? 0 : count / confusion.support(i);
  }

  private static Cell cell(
      ConfusionMatrix confusion, Classes classes, int i, int j, double greatest) {
    double count = confusion.count(i, j);
    if (count == 0) {
      return i == j ? new Cell("0", "right", "") : new Cell("", "", "");
    }
    double share = share(confusion, i, j);
    double depth = i == j ? share : Math.sqrt(share / greatest);
    String css = (i == j ? "right h" : "wrong h") + (int) Math.max(1, Math.rint(depth * LEVELS));
    String meaning =
        "%s%s: %s of the class"
            .formatted(
                classes.name(i),
                i == j ? ", rightly" : " taken for " + classes.name(j),
                NumberFormats.percent(share));
    return new Cell(PythonFormat.count(count), css, meaning);
  }
}
