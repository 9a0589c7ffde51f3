package dev.lockstep.rows.text;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.MessageText;
import dev.lockstep.rows.Understood;
import dev.lockstep.scale.DecimalNumber;
import dev.lockstep.scale.RawColumns;
import dev.lockstep.scale.RawColumns.Raw;
import dev.lockstep.scale.SourceColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What the columns of a training set are, decided by its first rows where nobody says it: the label
 * is the last, the features are all others.
 */
final class CsvTraining {
  /** The share of numbers from which on a word among them is taken for a mistake. */
  static final double MOST_NUMBERS = 0.95;

  private static final int MOST_SHOWN = 8;

  /** How many rows show that a column is their index. */
  private static final int INDEX_ROWS = 3;

  private static final Set<String> USUAL_LABELS = Set.of("label", "class", "target", "y");

  private final CsvColumns columns;
  private final CsvHead head;
  private final CellValues values;
  private final List<CsvHead.Row> rows;
  private List<Integer> categories = List.of();

  CsvTraining(CsvColumns columns) {
    this.columns = columns;
    head = columns.head();
    values = columns.values();
    rows = head.body(columns.hasHeader());
  }

  /**
   * Decides, where the options do not.
   *
   * @throws InvalidInputException if there is no feature, or numbers are written in another way
   */
  TextFormat.Layout layout() {
    Optional<List<Integer>> named = columns.askedLabels();
    int weight = columns.askedWeight();
    List<Integer> labels = named.orElseGet(() -> List.of(lastBut(weight)));
    columns.requireApart(TableOptions.WEIGHT, List.of(weight), labels, "which is the label");
    Optional<List<Integer>> asked = columns.askedFeatures(labels, weight);
    categories = columns.askedCategories(labels, weight);
    asked.ifPresent(
        features -> columns.requireAmong(TableOptions.CATEGORIES, categories, features));
    List<Integer> candidates =
        asked.orElseGet(
            () ->
                IntStream.range(0, columns.names().size())
                    .filter(column -> column != weight && !labels.contains(column))
                    .boxed()
                    .toList());
    List<Raw> raws = candidates.stream().map(column -> raw(column, asked.isPresent())).toList();
    List<Integer> taken =
        IntStream.range(0, raws.size())
            .filter(i -> raws.get(i).isRead())
            .mapToObj(candidates::get)
            .toList();
    if (rows.isEmpty()) {
      throw new InvalidInputException(
          "Cannot read %s: it holds no rows but a header (%s). Is it the right file (--header)?"
              .formatted(head.file(), MessageText.columns(columns.names())));
    }
    List<String> ignored =
        raws.stream()
            .filter(column -> !column.isRead())
            .map(column -> "'%s' (%s)".formatted(MessageText.oneLine(column.name()), column.note()))
            .toList();
    if (taken.isEmpty()) {
      throw new InvalidInputException(
          "Cannot read %s: no column beside the label %s holds values%s. Is --delimiter right (%s)?"
              .formatted(
                  head.file(),
                  columns.shown(labels),
                  ignored.isEmpty()
                      ? ""
                      : " to learn from; ignored: " + MessageText.list(ignored, MOST_SHOWN),
                  CsvDelimiter.name(head.syntax().delimiter())));
    }
    CsvLayout.Roles roles = new CsvLayout.Roles(labels, weight, taken, List.of());
    List<Understood> understood = new ArrayList<>();
    understood.add(
        new Understood(
            Understood.LABEL,
            columns.shown(labels)
                + (named.isPresent() ? "" : " (the last; --label names another)")));
    columns.addWeight(roles, understood);
    understood.add(Understood.features(columns.namesOf(taken)));
    if (!ignored.isEmpty()) {
      understood.add(new Understood(Understood.IGNORED, MessageText.list(ignored, MOST_SHOWN)));
    }
    if (named.isEmpty()) {
      otherLabels(roles, asked.isPresent())
          .forEach(
              other ->
                  understood.add(
                      new Understood(
                          "note",
                          "column %d is called %s: to learn that, say --label %s"
                              .formatted(
                                  other + 1, columns.shown(other), columns.names().get(other)))));
    }
    RawColumns raw =
        new RawColumns(
            raws, columns.get(TableOptions.MISSING), columns.get(TableOptions.MAX_LEVELS), false);
    return columns.layout(roles, raw, understood);
  }

  /** The last column of the file that is not this one. */
  private int lastBut(int other) {
    int last = columns.ofFile() - 1;
    return last == other && last > 0 ? last - 1 : last;
  }

  /**
   * Columns called as labels are, but for the label itself, the weight and those that are asked for
   * as x.
   */
  private List<Integer> otherLabels(CsvLayout.Roles roles, boolean areFeaturesAsked) {
    return columns.hasHeader()
        ? IntStream.range(0, columns.ofFile())
            .filter(column -> column != roles.weight() && !roles.labels().contains(column))
            .filter(column -> !areFeaturesAsked || !roles.features().contains(column))
            .filter(
                column ->
                    USUAL_LABELS.contains(columns.names().get(column).toLowerCase(Locale.ROOT)))
            .boxed()
            .toList()
        : List.of();
  }

  /**
   * What a column is by its first rows.
   *
   * @param isAsked whether {@code --features} names it
   */
  private Raw raw(int column, boolean isAsked) {
    String name = columns.names().get(column);
    boolean isNamed = isAsked || categories.contains(column);
    int numbers = 0;
    int commas = 0;
    List<String> words = new ArrayList<>();
    String first = "";
    List<String> cells = columns.cells(column);
    for (int row = 0; row < cells.size(); row++) {
      String cell = cells.get(row);
      if (values.isNumber(cell)) {
        numbers++;
      } else if (!values.isMissing(cell)) {
        commas += DecimalNumber.isWithComma(cell) ? 1 : 0;
        first = words.isEmpty() ? where(row, column, cell) : first;
        words.add(cell);
      }
    }
    int present = numbers + words.size();
    if (categories.contains(column)) {
      return new Raw(name, SourceColumn.Type.CATEGORY, true, first);
    }
    if (!isAsked && name.isEmpty() && (present == 0 || (columns.hasHeader() && isIndex(column)))) {
      return new Raw(
          name,
          SourceColumn.Type.IGNORED,
          false,
          present == 0 ? "no name and no value" : "no name, numbers the rows; --features takes it");
    }
    if (values.areTruths(cells)) {
      return new Raw(name, SourceColumn.Type.BOOLEAN, isNamed, first);
    }
    if (numbers >= MOST_NUMBERS * present) {
      return new Raw(name, SourceColumn.Type.NUMBER, isNamed, first);
    }
    if (numbers + commas >= MOST_NUMBERS * present) {
      throw new InvalidInputException(
          "Cannot read %s: column %s holds numbers such as %s. If the comma stands before their fraction, say --decimal ','; if it groups their digits, remove it; if they are words, say --categories %s."
              .formatted(
                  head.file(),
                  columns.shown(column),
                  CsvHead.shown(words.get(0)),
                  MessageText.oneLine(name)));
    }
    return new Raw(name, SourceColumn.Type.CATEGORY, isNamed, first);
  }

  /** Where a word stands, for a message. */
  private String where(int row, int column, String word) {
    String name = columns.shown(column);
    return column < columns.ofFile()
        ? "%s: line %d, column %s: '%s' is not a number"
            .formatted(head.file(), rows.get(row).line(), name, CsvHead.shown(word))
        : "%s: column %s: '%s' is not a number".formatted(head.file(), name, CsvHead.shown(word));
  }

  /** Whether the first rows have whole numbers there, each a greater one than the row before. */
  private boolean isIndex(int column) {
    List<String> cells = columns.cells(column);
    double[] numbers = cells.stream().mapToDouble(values::number).toArray();
    return numbers.length >= INDEX_ROWS
        && Arrays.stream(numbers).allMatch(number -> number >= 0 && Math.rint(number) == number)
        && IntStream.range(1, numbers.length).allMatch(row -> numbers[row] > numbers[row - 1]);
  }
}
