package dev.lockstep.rows.text;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.scale.Columns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Decides from the first rows of a CSV file, and from what was asked for, what each column is. */
final class CsvColumns {
  private final CsvHead head;
  private final TableOptions options;
  private final boolean hasHeader;
  private final List<String> names;
  private final Map<String, Integer> places = new HashMap<>();

  CsvColumns(CsvHead head, TableOptions options) {
    this.head = head;
    this.options = options;
    List<String> first = head.rows().get(0);
    // A header names columns by words, and a row has a number.
    hasHeader =
        switch (options.get(TableOptions.HEADER)) {
          case YES -> true;
          case NO -> false;
          case AUTO -> first.stream().allMatch(cell -> Double.isNaN(DecimalNumber.parse(cell)));
        };
    names =
        hasHeader
            ? first
            : IntStream.rangeClosed(1, first.size()).mapToObj(Integer::toString).toList();
    for (int column = 0; column < names.size(); column++) {
      Integer other = places.putIfAbsent(names.get(column), column);
      if (other != null) {
        throw new InvalidInputException(
            "Cannot read %s: line %d, columns %d and %d are both called '%s'. Rename one."
                .formatted(
                    head.file(),
                    head.line(),
                    other + 1,
                    column + 1,
                    CsvHead.shown(names.get(column))));
      }
    }
  }

  /**
   * For a training set: the label is the last column and the features are all others of numbers,
   * unless the options say otherwise. A column is one of numbers if at least half of its first
   * 1,000 values that are not empty are numbers.
   *
   * @throws InvalidInputException if there is no such column
   */
  TextFormat.Layout forTraining() {
    int label =
        options.get(TableOptions.LABEL).map(name -> find(name, "--label")).orElse(names.size() - 1);
    List<Integer> features =
        options
            .get(TableOptions.FEATURES)
            .map(list -> findAll(list, label))
            .orElseGet(() -> numeric(label));
    if (features.isEmpty()) {
      throw new InvalidInputException(
          "Cannot read %s: no column beside the label '%s' holds numbers. Is --delimiter right?"
              .formatted(head.file(), CsvHead.shown(names.get(label))));
    }
    return layout(label, features);
  }

  /**
   * For rows that a model is used on, or the test set of a training: by name where columns have
   * names, otherwise by number.
   *
   * @throws InvalidInputException if a column is missing
   */
  TextFormat.Layout forModel(TextFormat.Model model) {
    Columns columns = model.columns();
    boolean areNamed =
        !columns.features().isEmpty() && (hasHeader || isEnough(columns, model.inputs()));
    int label = model.isLabelled() ? labelFor(columns, areNamed) : -1;
    Optional<String> features = options.get(TableOptions.FEATURES);
    if (features.isPresent()) {
      return layout(label, requireCount(findAll(features.get(), label), model.inputs()));
    }
    return layout(
        label,
        areNamed
            ? columns.features().stream().map(name -> find(name, "the model")).toList()
            : byPosition(model.inputs(), label));
  }

  /** Whether the model's columns are the numbers of columns, of a file without a header. */
  private boolean isEnough(Columns columns, int inputs) {
    return names.size() > inputs && columns.features().stream().allMatch(places::containsKey);
  }

  private int labelFor(Columns columns, boolean areNamed) {
    if (options.get(TableOptions.LABEL).isPresent()) {
      return find(options.get(TableOptions.LABEL).get(), "--label");
    }
    return areNamed && !columns.label().isEmpty()
        ? find(columns.label(), "the label")
        : names.size() - 1;
  }

  /** All columns but the label; without one, the last is passed over where it is one too many. */
  private List<Integer> byPosition(int inputs, int label) {
    int last = label < 0 && names.size() == inputs + 1 ? names.size() - 1 : label;
    return requireCount(
        IntStream.range(0, names.size()).filter(column -> column != last).boxed().toList(), inputs);
  }

  private List<Integer> requireCount(List<Integer> features, int inputs) {
    if (features.size() != inputs) {
      throw new InvalidInputException(
          "Cannot use %s: it has %d feature columns, the model takes %d. Name them with --features."
              .formatted(head.file(), features.size(), inputs));
    }
    return features;
  }

  private CsvLayout layout(int label, List<Integer> features) {
    return new CsvLayout(head.delimiter(), hasHeader, names, label, features);
  }

  private List<Integer> numeric(int label) {
    return IntStream.range(0, names.size())
        .filter(column -> column != label && isNumeric(column))
        .boxed()
        .toList();
  }

  private boolean isNumeric(int column) {
    int numbers = 0;
    int others = 0;
    for (List<String> row : head.rows().subList(hasHeader ? 1 : 0, head.rows().size())) {
      String cell = column < row.size() ? row.get(column) : "";
      if (!cell.isEmpty() && Double.isNaN(DecimalNumber.parse(cell))) {
        others++;
      } else if (!cell.isEmpty()) {
        numbers++;
      }
    }
    return numbers > 0 && numbers >= others;
  }

  private int find(String name, String who) {
    Integer place = places.get(name);
    if (place == null && name.matches("[0-9]{1,8}")) {
      int number = Integer.parseInt(name);
      place = number >= 1 && number <= names.size() ? number - 1 : null;
    }
    if (place == null) {
      throw new InvalidInputException(
          "Cannot read %s: it has no column '%s', which %s names. Its columns: %s."
              .formatted(head.file(), CsvHead.shown(name), who, CsvHead.shown(names)));
    }
    return place;
  }

  private List<Integer> findAll(String list, int label) {
    List<Integer> found = new ArrayList<>();
    for (String part : list.split(",", -1)) {
      String name = part.strip();
      if (!places.containsKey(name) && name.matches("[0-9]{1,8}-[0-9]{1,8}")) {
        String[] ends = name.split("-", 2);
        int to = find(ends[1], "--features");
        for (int column = find(ends[0], "--features"); column <= to; column++) {
          found.add(column);
        }
      } else {
        found.add(find(name, "--features"));
      }
    }
    for (int i = 0; i < found.size(); i++) {
      if (found.get(i) == label || found.indexOf(found.get(i)) < i) {
        throw new InvalidInputException(
            "--features names the column '%s'%s. Name every feature once."
                .formatted(
                    CsvHead.shown(names.get(found.get(i))),
                    found.get(i) == label ? ", which is the label" : " twice"));
      }
    }
    return found;
  }
}
