package dev.lockstep.rows.text;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.MessageText;
import dev.lockstep.option.Setting;
import dev.lockstep.rows.Understood;
import dev.lockstep.scale.RawColumns;
import dev.lockstep.scale.SourceColumn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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

  /** Whether all of these names occur. */
  boolean have(List<String> some) {
    return places.keySet().containsAll(some);
  }

  /** What a message calls some columns. */
  String shown(List<Integer> some) {
    return some.stream().map(this::shown).collect(Collectors.joining(", "));
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

  /** Whether an option is given. */
  boolean isGiven(Setting<?> option) {
    return options.isGiven(option);
  }

  /** The columns of the label that are asked for: one, whose name may hold commas, or several. */
  Optional<List<Integer>> askedLabels() {
    return options
        .get(TableOptions.LABEL)
        .map(
            list ->
                places.containsKey(list)
                    ? List.of(find(list, "--label"))
                    : findAll(list, "--label", Map.of()));
  }

  /** The column of the weights that is asked for; {@link CsvLayout.Roles#NONE} for none. */
  int askedWeight() {
    return options
        .get(TableOptions.WEIGHT)
        .filter(name -> !name.equals(TableOptions.NO_WEIGHT))
        .map(name -> find(name, "--weight"))
        .orElse(CsvLayout.Roles.NONE);
  }

  /** The columns that {@code --features} names, if it is given; none of them is something else. */
  Optional<List<Integer>> askedFeatures(List<Integer> labels, int weight) {
    return options
        .get(TableOptions.FEATURES)
        .map(list -> findAll(list, "--features", others(labels, weight)));
  }

  private static Map<Integer, String> others(List<Integer> labels, int weight) {
    Map<Integer, String> others = new HashMap<>();
    others.put(weight, ", which is the weight");
    labels.forEach(label -> others.put(label, ", which is the label"));
    return others;
  }

  /** The columns that {@code --categories} names; none if it is not given. */
  List<Integer> askedCategories(List<Integer> labels, int weight) {
    return options
        .get(TableOptions.CATEGORIES)
        .map(list -> findAll(list, "--categories", others(labels, weight)))
        .orElse(List.of());
  }

  /** The value of an option. */
  <T> T get(Setting<T> option) {
    return options.get(option);
  }

  /** The columns that {@code --keep} names; none if it is not given. */
  List<Integer> askedKeep() {
    return options
        .get(TableOptions.KEEP)
        .map(list -> findAll(list, "--keep", Map.of()))
        .orElse(List.of());
  }

  /** Checks that columns which an option names are no others. */
  void requireApart(Setting<?> option, List<Integer> named, List<Integer> others, String why) {
    for (int column : named) {
      if (others.contains(column)) {
        throw new InvalidInputException(
            option.name(),
            "names the column %s of %s, %s. Name another."
                .formatted(shown(column), head.file(), why));
      }
    }
  }

  /** Checks that columns which an option names are among others. */
  void requireAmong(Setting<?> option, List<Integer> named, List<Integer> others) {
    for (int column : named) {
      if (!others.contains(column)) {
        throw new InvalidInputException(
            option.name(),
            "names the column %s of %s, which --features does not name. Name it there, too."
                .formatted(shown(column), head.file()));
      }
    }
  }

  /** Says which column holds the weights, if one does. */
  void addWeight(CsvLayout.Roles roles, List<Understood> understood) {
    if (roles.weight() != CsvLayout.Roles.NONE) {
      understood.add(
          new Understood("weight", shown(roles.weight()) + "; losses and metrics are weighted"));
    }
  }

  /** The columns of a model; of several with one name each, if there are as many. */
  List<Integer> findEach(List<String> features) {
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

  /**
   * What is taken.
   *
   * @param raw what the columns of x are
   * @param understood what else is to be said
   */
  CsvLayout layout(CsvLayout.Roles roles, RawColumns raw, List<Understood> understood) {
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
    List<RawColumns.Raw> read = raw.read();
    for (int i = 0; i < roles.numbers().size(); i++) {
      int column = roles.numbers().get(i);
      boolean isTruth = i < read.size() && read.get(i).type() == SourceColumn.Type.BOOLEAN;
      if (isTruth || values.areTruths(cells(column))) {
        truths.add(column);
      }
    }
    return new CsvLayout(
        head.syntax(),
        values,
        hasHeader(),
        List.copyOf(names),
        roles,
        truths,
        raw,
        CsvRows::new,
        all);
  }

  private String howHeaded() {
    return hasHeader()
        ? "line %d: %s (%s; --header no if it is a row)"
            .formatted(
                head.first().line(), MessageText.columns(names.subList(0, ofFile)), header.get())
        : "none; line %d is a row (--header yes if it names the columns)"
            .formatted(head.first().line());
  }

  /**
   * The column of a name or a number from 1.
   *
   * @param who names it
   * @throws InvalidInputException if there is none, or more than one
   */
  int find(String name, String who) {
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
                  MessageText.columns(names),
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

  /**
   * The columns that a list names.
   *
   * @param others columns that it must not name, each with what it is
   */
  private List<Integer> findAll(String list, String who, Map<Integer, String> others) {
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
      boolean isTwice = found.indexOf(found.get(i)) < i;
      if (isTwice || others.containsKey(found.get(i))) {
        throw new InvalidInputException(
            "%s names the column '%s'%s. Name every column once."
                .formatted(
                    who,
                    CsvHead.shown(names.get(found.get(i))),
                    others.getOrDefault(found.get(i), " twice")));
      }
    }
    return found;
  }
}
