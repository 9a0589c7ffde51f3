package dev.lockstep.rows.text;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.MessageText;
import dev.lockstep.rows.Understood;
import dev.lockstep.scale.Columns;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The columns of a CSV file: their names, how they are found, and which of them are taken. */
final class CsvColumns {
  private final CsvHead head;
  private final TableOptions options;
  private final CellValues values;
  private final Optional<String> header;
  private final List<String> names;

  /** Columns in the lines of a file; the others come from the names of its folders. */
  private final int ofFile;

  private final Map<String, List<Integer>> places = new HashMap<>();

  /**
   * Finds the names.
   *
   * @param asked the names that a model asks for; empty for none
   */
  CsvColumns(CsvHead head, TableOptions options, List<String> asked) {
    this.head = head;
    this.options = options;
    values = CellValues.of(options);
    header = CsvHeader.find(head, values, options.get(TableOptions.HEADER), asked);
    List<String> first = head.first().cells();
    int width = first.size();
    while (width > 1 && isEmpty(first, width - 1)) {
      width--;
    }
    ofFile = width;
    names = new ArrayList<>();
    for (int column = 0; column < width; column++) {
      names.add(hasHeader() ? first.get(column) : String.valueOf(column + 1));
    }
    names.addAll(head.folders().get(0).keySet());
    for (int column = 0; column < names.size(); column++) {
      places.computeIfAbsent(names.get(column), name -> new ArrayList<>()).add(column);
    }
  }

  /** Whether a column has neither name nor value. */
  private boolean isEmpty(List<String> first, int column) {
    return (!hasHeader() || first.get(column).isEmpty())
        && head.body(hasHeader()).stream().allMatch(row -> row.cell(column).isEmpty());
  }

  CsvHead head() {
    return head;
  }

  CellValues values() {
    return values;
  }

  boolean hasHeader() {
    return header.isPresent();
  }

  List<String> names() {
    return names;
  }

  /** How many columns stand in the lines of a file. */
  int ofFile() {
    return ofFile;
  }

  List<String> namesOf(List<Integer> some) {
    return some.stream().map(names::get).toList();
  }

  /** What a message calls a column: its name in quotes, or its number from 1. */
  String shown(int column) {
    return hasHeader() || column >= ofFile
        ? "'%s'".formatted(CsvHead.shown(names.get(column)))
        : names.get(column);
  }

  /** The cells of a column in the first rows. */
  List<String> cells(int column) {
    return column < ofFile
        ? head.body(hasHeader()).stream().map(row -> row.cell(column)).toList()
        : head.folders().stream().map(folders -> folders.get(names.get(column))).toList();
  }

  /** For a training set: what the options say, and otherwise what its first rows do. */
  TextFormat.Layout forTraining() {
    Optional<Integer> label = options.get(TableOptions.LABEL).map(name -> find(name, "--label"));
    int classes = label.orElse(ofFile - 1);
    return new CsvTraining(this)
        .layout(label, options.get(TableOptions.FEATURES).map(list -> findAll(list, classes)));
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
        !columns.features().isEmpty() && (hasHeader() || isEnough(columns, model.inputs()));
    int label = model.isLabelled() ? labelFor(columns, areNamed) : -1;
    Optional<String> features = options.get(TableOptions.FEATURES);
    if (features.isPresent()) {
      return layout(label, requireCount(findAll(features.get(), label), model.inputs()));
    }
    return layout(
        label,
        areNamed
            ? findEach(columns.features())
            : byPosition(model.inputs(), label));
  }

  /** The columns of a model; of several with one name each, if there are as many. */
  private List<Integer> findEach(List<String> features) {
    Map<String, Integer> times = new HashMap<>();
    features.forEach(name -> times.merge(name, 1, Integer::sum));
    Map<String, Integer> taken = new HashMap<>();
    List<Integer> found = new ArrayList<>();
    for (String name : features) {
      List<Integer> all = places.getOrDefault(name, List.of());
      boolean areAll = all.size() == times.get(name);
      found.add(
          areAll ? all.get(taken.merge(name, 1, Integer::sum) - 1) : find(name, "the model"));
    }
    return found;
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
    return layout(label, features, List.of());
  }

  /**
   * What is taken.
   *
   * @param label the column of the class; -1 for none
   * @param features the columns of x, in its order
   * @param understood what else is to be said
   */
  CsvLayout layout(int label, List<Integer> features, List<Understood> understood) {
    List<Understood> all = new ArrayList<>(understood);
    if (options.get(TableOptions.HEADER) == TableOptions.Header.AUTO) {
      all.add(new Understood("header", howHeaded()));
    }
    if (!head.howDelimited().isEmpty()) {
      all.add(new Understood("delimiter", head.howDelimited()));
    }
    Set<Integer> truths = new HashSet<>();
    for (int column : features) {
      if (values.areTruths(cells(column))) {
        truths.add(column);
      }
    }
    return new CsvLayout(
        head.syntax(), values, hasHeader(), List.copyOf(names), label, features, truths, all);
  }

  private String howHeaded() {
    return hasHeader()
        ? "line %d: %s (%s; --header no if it is a row)"
            .formatted(head.first().line(), CsvHead.shown(names), header.get())
        : "none; line %d is a row (--header yes if it names the columns)"
            .formatted(head.first().line());
  }

  private int find(String name, String who) {
    List<Integer> all = places.getOrDefault(name, List.of());
    if (all.size() > 1) {
      throw new InvalidInputException(
          "Cannot read %s: columns %s are all called '%s', which %s names. Name one by its number."
              .formatted(
                  head.file(),
                  MessageText.list(all.stream().map(other -> "" + (other + 1)).toList(), 4),
                  CsvHead.shown(name),
                  who));
    }
    Integer place = all.isEmpty() ? null : all.get(0);
    if (place == null && name.matches("[0-9]{1,8}")) {
      int number = Integer.parseInt(name);
      place = number >= 1 && number <= names.size() ? number - 1 : null;
    }
    if (place == null) {
      throw new InvalidInputException(
          "Cannot read %s: it has no column '%s', which %s names%s. Its columns: %s%s."
              .formatted(
                  head.file(),
                  CsvHead.shown(name),
                  who,
                  nearest(name),
                  CsvHead.shown(names),
                  hasHeader() ? "" : "; it has no header, unless --header yes says so"));
    }
    return place;
  }

  /** Proposes the column whose name is nearest, if one is near. */
  private String nearest(String name) {
    return names.stream()
        .min(Comparator.comparing(other -> distance(name, other)))
        .filter(other -> distance(name, other) <= name.length() / 3)
        .map(other -> " (did you mean '%s'?)".formatted(CsvHead.shown(other)))
        .orElse("");
  }

  private static int distance(String one, String other) {
    return LevenshteinDistance.getDefaultInstance()
        .apply(one.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT));
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
