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

  /** The column that {@code --label} names, if it is given. */
  Optional<Integer> askedLabel() {
    return options.get(TableOptions.LABEL).map(name -> find(name, "--label"));
  }

  /** The columns that {@code --features} names, if it is given; none of them is the label. */
  Optional<List<Integer>> askedFeatures(int label) {
    return options.get(TableOptions.FEATURES).map(list -> findAll(list, label));
  }

  /**
   * For rows that a model is used on, or the test set of a training: by name where file and model
   * have names, by number where the model has numbers and the file as many columns, else by
   * position where there are as many columns as the model takes.
   *
   * @throws InvalidInputException if a column is missing, or it is not clear which is which
   */
  TextFormat.Layout forModel(TextFormat.Model model) {
    Optional<Integer> asked = askedLabel();
    int none = asked.orElse(-1);
    Optional<List<Integer>> given = askedFeatures(none);
    if (given.isPresent()) {
      requireCount(given.get(), model.inputs(), "--features names");
      return forModel(model, asked, given.get(), "by --features");
    }
    List<String> trained = model.columns().features();
    boolean areNumbers = trained.stream().allMatch(name -> name.matches("[1-9][0-9]{0,7}"));
    if (!trained.isEmpty() && hasHeader() && places.keySet().containsAll(trained)) {
      return forModel(model, asked, findEach(trained), "by name");
    }
    if (!trained.isEmpty() && areNumbers && isNumbered(model.columns(), asked)) {
      List<Integer> features = trained.stream().map(name -> Integer.parseInt(name) - 1).toList();
      return forModel(model, asked, features, "by number");
    }
    if (!trained.isEmpty() && !areNumbers && hasHeader()) {
      findEach(trained); // names the column that is missing
    }
    List<Integer> others =
        IntStream.range(0, names.size()).filter(column -> column != none).boxed().toList();
    requireCount(others, model.inputs(), "it has");
    return forModel(model, asked, others, "by position");
  }

  /** Whether a model of numbered columns finds them here: all of its file, or all but the label. */
  private boolean isNumbered(Columns columns, Optional<Integer> asked) {
    int label = columns.label().isEmpty() ? 0 : Integer.parseInt(columns.label());
    int last = columns.features().stream().mapToInt(Integer::parseInt).max().orElse(0);
    boolean isWhole = names.size() == Math.max(last, label);
    boolean isWithoutLabel = label > last && names.size() == label - 1;
    return (isWhole || isWithoutLabel) && asked.map(column -> column == label - 1).orElse(true);
  }

  private CsvLayout forModel(
      TextFormat.Model model, Optional<Integer> asked, List<Integer> features, String how) {
    if (asked.isPresent() && features.contains(asked.get())) {
      throw new InvalidInputException(
          TableOptions.LABEL.name(),
          "names the column %s of %s, which the model learned from. Name another."
              .formatted(shown(asked.get()), head.file()));
    }
    int label = model.isLabelled() ? asked.orElseGet(() -> labelOf(model, features, how)) : -1;
    List<Understood> understood = new ArrayList<>();
    if (label >= 0) {
      understood.add(new Understood(Understood.LABEL, shown(label)));
    }
    understood.add(
        new Understood(
            "features",
            "%d, found %s: %s".formatted(features.size(), how, CsvHead.shown(namesOf(features)))));
    List<Integer> keep =
        options.get(TableOptions.KEEP).map(list -> findAll(list, "--keep", -1)).orElse(List.of());
    if (!keep.isEmpty()) {
      understood.add(new Understood("kept", CsvHead.shown(namesOf(keep))));
    }
    List<Integer> others =
        IntStream.range(0, names.size())
            .filter(column -> column != label && !features.contains(column))
            .filter(column -> !keep.contains(column))
            .boxed()
            .toList();
    if (!others.isEmpty()) {
      understood.add(new Understood("passed over", CsvHead.shown(namesOf(others))));
    }
    return layout(label, features, keep, understood);
  }

  /** The column of the class where nobody names it: that of the model, or the one that is left. */
  private int labelOf(TextFormat.Model model, List<Integer> features, String how) {
    String name = model.columns().label();
    if (how.equals("by number")) {
      return find(name, "the model's label");
    }
    if (!name.isEmpty() && hasHeader() && places.containsKey(name)) {
      int label = find(name, "the model's label");
      if (!features.contains(label)) {
        return label;
      }
    }
    throw new InvalidInputException(
        "Cannot use %s: it is not clear which of its columns (%s) is the class%s. Name it: --label."
            .formatted(
                head.file(),
                CsvHead.shown(names),
                name.isEmpty() ? "" : ", '%s' in training".formatted(CsvHead.shown(name))));
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
      found.add(areAll ? all.get(taken.merge(name, 1, Integer::sum) - 1) : find(name, "the model"));
    }
    return found;
  }

  private void requireCount(List<Integer> features, int inputs, String who) {
    if (features.size() != inputs) {
      throw new InvalidInputException(
          "Cannot use %s: %s %d columns for the %d that the model takes%s. Name the column of the class by --label, or those of x by --features."
              .formatted(
                  head.file(),
                  who,
                  features.size(),
                  inputs,
                  hasHeader() ? "" : ", and no header (--header yes says otherwise)"));
    }
  }

  /**
   * What is taken.
   *
   * @param label the column of the class; -1 for none
   * @param features the columns of x, in its order
   * @param keep the columns whose texts rows keep
   * @param understood what else is to be said
   */
  CsvLayout layout(
      int label, List<Integer> features, List<Integer> keep, List<Understood> understood) {
    List<Understood> all = new ArrayList<>(understood);
    if (options.get(TableOptions.HEADER) == TableOptions.Header.AUTO) {
      all.add(new Understood("header", howHeaded()));
    }
    if (!head.howDelimited().isEmpty()) {
      all.add(new Understood("delimiter", head.howDelimited()));
    }
    if (!head.howEncoded().isEmpty()) {
      all.add(new Understood("encoding", head.howEncoded()));
    }
    Set<Integer> truths = new HashSet<>();
    for (int column : features) {
      if (values.areTruths(cells(column))) {
        truths.add(column);
      }
    }
    return new CsvLayout(
        head.syntax(), values, hasHeader(), List.copyOf(names), label, features, truths, keep, all);
  }

  private String howHeaded() {
    return hasHeader()
        ? "line %d: %s (%s; --header no if it is a row)"
            .formatted(head.first().line(), CsvHead.shown(names.subList(0, ofFile)), header.get())
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
                  whyNamed()));
    }
    return place;
  }

  /** What is to be said of names that may be none; empty if nothing is. */
  private String whyNamed() {
    boolean isDoubtful = header.isPresent() && !header.get().isEmpty();
    return !hasHeader()
        ? "; it has no header, unless --header yes says so"
        : isDoubtful && names.stream().anyMatch(values::isNumber)
            ? "; they stand in line %d, which --header no makes a row"
                .formatted(head.first().line())
            : "";
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
    return findAll(list, "--features", label);
  }

  private List<Integer> findAll(String list, String who, int label) {
    List<Integer> found = new ArrayList<>();
    for (String part : list.split(",", -1)) {
      String name = part.strip();
      if (!places.containsKey(name) && name.matches("[0-9]{1,8}-[0-9]{1,8}")) {
        String[] ends = name.split("-", 2);
        int from = find(ends[0], who);
        int to = find(ends[1], who);
        if (from > to) {
          throw new InvalidInputException(
              "%s names %s, which ends before it begins. Write %d-%d."
                  .formatted(who, name, to + 1, from + 1));
        }
        IntStream.rangeClosed(from, to).forEach(found::add);
      } else {
        found.add(find(name, who));
      }
    }
    for (int i = 0; i < found.size(); i++) {
      if (found.get(i) == label || found.indexOf(found.get(i)) < i) {
        throw new InvalidInputException(
            "%s names the column '%s'%s. Name every column once."
                .formatted(
                    who,
                    CsvHead.shown(names.get(found.get(i))),
                    found.get(i) == label ? ", which is the label" : " twice"));
      }
    }
    return found;
  }
}
