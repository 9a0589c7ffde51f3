package dev.lockstep.rows.text;

import dev.lockstep.io.InvalidInputException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Whether the first row of a CSV file names the columns. */
final class CsvHeader {
  /** How many numbers show that cells count columns. */
  private static final int COUNTING = 3;

  private final CsvHead head;
  private final CellValues values;
  private final List<String> first;
  private final List<CsvHead.Row> others;

  private CsvHeader(CsvHead head, CellValues values) {
    this.head = head;
    this.values = values;
    first = head.first().cells();
    others = head.body(true);
  }

  /**
   * Decides. There is a header if one of these holds:
   *
   * <ul>
   *   <li>its cells have all names that a model asks for, unless those are numbers as columns
   *       without names have;
   *   <li>(a) in some column the first cell is no number and all other present cells of the first
   *       1,000 rows are;
   *   <li>(b) some first cell is no number, all first cells differ, and none occurs again in its
   *       column; and those that are numbers, if any, are three or more with the same step, as
   *       years have: a number alone is no name;
   *   <li>(c) the first cells count 0, 1, 2 or 1, 2, 3 and so on, but for words that do not occur
   *       again in their columns or an empty cell; 0 and 1 alone if none of the cells occurs again.
   * </ul>
   *
   * <p>A row that is alone is a header if none of its cells is a number.
   *
   * @param names those that a model asks for; empty for none
   * @return why there is one; empty if there is none
   * @throws InvalidInputException if the first row has fewer or more cells than those after it, or
   *     a title alone
   */
  static Optional<String> find(
      CsvHead head, CellValues values, TableOptions.Header asked, List<String> names) {
    CsvHeader header = new CsvHeader(head, values);
    header.requireWidth();
    if (asked == TableOptions.Header.AUTO) {
      header.requireNoTitle();
    }
    return switch (asked) {
      case YES -> Optional.of("");
      case NO -> Optional.empty();
      case AUTO -> header.reason(names);
    };
  }

  private Optional<String> reason(List<String> names) {
    boolean areNumbers = names.stream().allMatch(name -> name.matches("[1-9][0-9]*"));
    if (!areNumbers && new HashSet<>(first).containsAll(names)) {
      return Optional.of("it has the names of the model's columns");
    }
    if (others.isEmpty()) {
      return first.stream().noneMatch(values::isNumber)
          ? Optional.of("it has no number")
          : Optional.empty();
    }
    if (IntStream.range(0, first.size()).anyMatch(this::isAboveNumbers)) {
      return Optional.of("words above numbers");
    }
    if (first.stream().anyMatch(this::isWord) && areNames()) {
      return Optional.of("its words do not occur again");
    }
    return areCounting(0) || areCounting(1)
        ? Optional.of("its numbers count the columns")
        : Optional.empty();
  }

  private boolean isWord(String cell) {
    return !values.isNumber(cell)
        && Double.isNaN(CellValues.truth(cell))
        && !values.isMissing(cell);
  }

  private boolean isAboveNumbers(int column) {
    List<String> below =
        others.stream()
            .map(row -> row.cell(column))
            .filter(cell -> !values.isMissing(cell))
            .toList();
    return isWord(first.get(column))
        && !below.isEmpty()
        && (below.stream().allMatch(values::isNumber) || values.areTruths(below));
  }

  private boolean areNames() {
    List<Double> numbers = first.stream().filter(values::isNumber).map(values::number).toList();
    return areUnique() && (numbers.isEmpty() || areSteps(numbers));
  }

  /** Whether all first cells differ, and none occurs again in its column. */
  private boolean areUnique() {
    return new HashSet<>(first).size() == first.size()
        && IntStream.range(0, first.size()).noneMatch(this::occursAgain);
  }

  /** Whether a first cell occurs again in its column. */
  private boolean occursAgain(int column) {
    return others.stream().anyMatch(row -> row.cell(column).equals(first.get(column)));
  }

  /** Whether whole numbers ascend by the same step, as years in names of columns do. */
  private static boolean areSteps(List<Double> numbers) {
    return numbers.size() >= COUNTING
        && numbers.get(0) == Math.rint(numbers.get(0))
        && numbers.get(1) - numbers.get(0) >= 1
        && IntStream.range(1, numbers.size())
            .allMatch(i -> numbers.get(i) - numbers.get(i - 1) == numbers.get(1) - numbers.get(0));
  }

  private boolean areCounting(int from) {
    int next = from;
    for (int column = 0; column < first.size(); column++) {
      String cell = first.get(column);
      if (values.isNumber(cell)) {
        if (!cell.equals(String.valueOf(next))) {
          return false;
        }
        next++;
      } else if (isWord(cell) && occursAgain(column)) {
        return false;
      }
    }
    return next - from >= COUNTING || (from == 0 && next == 2 && areUnique());
  }

  /** Refuses a first line that is no row: a title, a remark, names without that of the first. */
  private void requireWidth() {
    Map<Integer, Integer> times = new HashMap<>();
    others.forEach(row -> times.merge(row.cells().size(), 1, Integer::sum));
    times.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .filter(most -> most.getValue() >= COUNTING && 2 * most.getValue() > others.size())
        .map(Map.Entry::getKey)
        .ifPresent(this::requireWidth);
  }

  private void requireWidth(int cells) {
    boolean isLonger = first.size() > cells && head.first().width() > cells;
    boolean isShorter =
        first.size() < cells
            && others.stream().filter(row -> row.width() > first.size()).count() * 2
                > others.size();
    if (isLonger || isShorter) {
      throw noRow(
          "%s, most of those after it have %d".formatted(CsvLayout.cells(first.size()), cells));
    }
  }

  /** Refuses a title that was filled up with empty cells, as spreadsheets write it. */
  private void requireNoTitle() {
    boolean isTitle = first.size() > 2 && head.first().width() == 1 && isWord(first.get(0));
    long wide = others.stream().filter(row -> row.width() > 2).count();
    if (isTitle && wide >= COUNTING && 2 * wide > others.size()) {
      throw noRow("a word in its first cell alone, most of those after it have more");
    }
  }

  private InvalidInputException noRow(String fault) {
    String remark =
        first.get(0).matches("[#%!;/*].*")
            ? " or, if it is a remark, with others like it: --comment '%s'"
                .formatted(first.get(0).charAt(0))
            : "";
    long line = head.first().line();
    return new InvalidInputException(
        "Cannot read %s: line %d has %s. If it is no header (--header) and no row, pass over it: --skip-lines %d%s."
            .formatted(head.file(), line, fault, line, remark));
  }
}
