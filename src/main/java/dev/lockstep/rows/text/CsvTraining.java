package dev.lockstep.rows.text;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.MessageText;
import dev.lockstep.rows.Understood;
import dev.lockstep.scale.DecimalNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What the columns of a training set are, decided by its first rows where nobody says it: the label
 * is the last, the features are all others of numbers.
 */
final class CsvTraining {
  /** The share of numbers from which on a word among them is taken for a mistake. */
  private static final double MOST = 0.95;

  private static final int MOST_SHOWN = 8;

  /** How many rows show that a column counts them. */
  private static final int COUNTING = 3;

  private static final Set<String> USUAL_LABELS = Set.of("label", "class", "target", "y");

  private final CsvColumns columns;
  private final CsvHead head;
  private final CellValues values;
  private final List<CsvHead.Row> rows;
  private final List<String> ignored = new ArrayList<>();

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
    List<Integer> taken = asked.orElseGet(() -> numeric(labels, weight));
    if (rows.isEmpty()) {
      throw new InvalidInputException(
          "Cannot read %s: it holds no rows but a header (%s). Is it the right file (--header)?"
              .formatted(head.file(), CsvHead.shown(columns.names())));
    }
    if (taken.isEmpty()) {
      throw new InvalidInputException(
          "Cannot read %s: no column beside the label %s holds numbers%s. Is --delimiter right (%s)?"
              .formatted(
                  head.file(),
                  columns.shown(labels),
                  firstWord(labels),
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
    understood.add(
        new Understood(
            "features", "%d: %s".formatted(taken.size(), CsvHead.shown(columns.namesOf(taken)))));
    if (!ignored.isEmpty()) {
      understood.add(new Understood("ignored", MessageText.list(ignored, MOST_SHOWN)));
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
    return columns.layout(roles, understood);
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

  /** The columns of numbers beside label and weight; why others are none is noted. */
  private List<Integer> numeric(List<Integer> labels, int weight) {
    List<Integer> numeric = new ArrayList<>();
    for (int column = 0; column < columns.names().size(); column++) {
      if (column != weight && !labels.contains(column)) {
        String reason = whyIgnored(column);
        if (reason.isEmpty()) {
          numeric.add(column);
        } else {
          ignored.add("%s (%s)".formatted(columns.shown(column), reason));
        }
      }
    }
    return numeric;
  }

  /** Why a column is none of numbers; empty if it is one. */
  private String whyIgnored(int column) {
    int numbers = 0;
    int commas = 0;
    List<String> words = new ArrayList<>();
    for (String cell : columns.cells(column)) {
      if (values.isNumber(cell)) {
        numbers++;
      } else if (!values.isMissing(cell)) {
        commas += DecimalNumber.isWithComma(cell) ? 1 : 0;
        words.add(cell);
      }
    }
    int present = numbers + words.size();
    if (present == 0) {
      return columns.names().get(column).isEmpty()
          ? "no name and no value"
          : "no value in its first %d rows".formatted(rows.size());
    }
    if (numbers >= MOST * present || values.areTruths(columns.cells(column))) {
      return columns.names().get(column).isEmpty() && columns.hasHeader() && isCounting(column)
          ? "no name, counts the rows"
          : "";
    }
    if (numbers + commas >= MOST * present) {
      throw new InvalidInputException(
          "Cannot read %s: column %s holds numbers such as %s. If the comma stands before their fraction, say --decimal ','; if it groups their digits, remove it; if they are words, name the columns to learn from: --features."
              .formatted(head.file(), columns.shown(column), CsvHead.shown(words.get(0))));
    }
    return numbers == 0
        ? "words, such as '%s'".formatted(CsvHead.shown(words.get(0)))
        : "%d of %d values are no numbers, such as '%s'"
            .formatted(words.size(), present, CsvHead.shown(words.get(0)));
  }

  private boolean isCounting(int column) {
    List<String> cells = columns.cells(column);
    double first = values.number(cells.get(0));
    return cells.size() >= COUNTING
        && (first == 0 || first == 1)
        && IntStream.range(0, cells.size())
            .allMatch(row -> values.number(cells.get(row)) == first + row);
  }

  /**
   * The first value outside the label that is no number, for a message; empty if all are missing.
   */
  private String firstWord(List<Integer> labels) {
    for (int column = 0; column < columns.ofFile(); column++) {
      for (CsvHead.Row row : rows) {
        String cell = row.cell(column);
        if (!labels.contains(column) && !values.isMissing(cell) && !values.isNumber(cell)) {
          return ": the first value of column %s is '%s' (line %d)"
              .formatted(columns.shown(column), CsvHead.shown(cell), row.line());
        }
      }
    }
    return "";
  }
}
