package dev.lockstep.rows.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * How a table is read: a format and the values of options. Immutable.
 *
 * <p>A new option is a constant here and its place in {@link #ALL}, and the formats that obey it
 * say so.
 */
public final class TableOptions {
  /** The column of the class, by name or by number from 1; the last one if it is empty. */
  public static final TableOption<Optional<String>> LABEL =
      new TableOption<>(
          "label",
          "COLUMN",
          Optional::of,
          "a column",
          Optional.empty(),
          "the last",
          "CSV: the column of the class, by name or number from 1.");

  /**
   * The columns of x: names, numbers and ranges of numbers ({@code 2-5}) between commas; all others
   * of numbers if it is empty.
   */
  public static final TableOption<Optional<String>> FEATURES =
      new TableOption<>(
          "features",
          "COLUMNS",
          Optional::of,
          "a list of columns",
          Optional.empty(),
          "all others of numbers",
          "CSV: the columns to learn from, such as age,3,5-8.");

  /** What stands between the cells of a line. */
  public static final TableOption<Character> DELIMITER =
      new TableOption<>(
          "delimiter",
          "CHAR",
          TableOptions::delimiter,
          "one ASCII character other than a quote, or tab",
          ',',
          "a comma",
          "CSV: what stands between cells: one character, or tab.");

  /** Whether the first row of a file names the columns; decided by its contents if empty. */
  public static final TableOption<Optional<Boolean>> HEADER =
      new TableOption<>(
          "header",
          "WHICH",
          oneOf(
              Map.of("auto", Optional.empty(), "yes", Optional.of(true), "no", Optional.of(false))),
          "one of auto, yes, no",
          Optional.empty(),
          "auto",
          "CSV: whether the first row names the columns: yes, no, or auto (yes where none of its"
              + " cells is a number).");

  /** Whether bad rows are left out and counted, where otherwise the first is an error. */
  public static final TableOption<Boolean> ON_BAD_ROW =
      new TableOption<>(
          "on-bad-row",
          "WHAT",
          oneOf(Map.of("fail", false, "skip", true)),
          "one of fail, skip",
          false,
          "fail",
          "Tables: fail at a missing or malformed value, or skip the row and count it.");

  /** All options, in the order of the help. */
  public static final List<TableOption<?>> ALL =
      List.of(LABEL, FEATURES, DELIMITER, HEADER, ON_BAD_ROW);

  /** CSV; all else is decided by the contents, and a bad row is an error. */
  public static final TableOptions DEFAULT = new TableOptions(Optional.empty(), Map.of());

  private final Optional<TextFormat> format;
  private final Map<TableOption<?>, Object> given;

  private TableOptions(Optional<TextFormat> format, Map<TableOption<?>, Object> given) {
    this.format = format;
    this.given = given;
  }

  private static char delimiter(String text) {
    String one = text.equals("tab") || text.equals("\\t") ? "\t" : text;
    if (one.length() != 1 || "\"\r\n".contains(one) || one.charAt(0) > 127) {
      throw new IllegalArgumentException(text);
    }
    return one.charAt(0);
  }

  private static <T> Function<String, T> oneOf(Map<String, T> values) {
    return text -> Optional.ofNullable(values.get(text)).orElseThrow();
  }

  /** How files are written, if that is asked for. */
  Optional<TextFormat> format() {
    return format;
  }

  /** The value of an option, or its default. */
  @SuppressWarnings("unchecked") // with() has put it there
  public <T> T get(TableOption<T> option) {
    return (T) given.getOrDefault(option, option.byDefault());
  }

  /** The options that are given. */
  public Set<TableOption<?>> given() {
    return given.keySet();
  }

  /** The same for another format. */
  public TableOptions withFormat(TextFormat other) {
    return new TableOptions(Optional.of(other), given);
  }

  /** The same with another value of an option. */
  public <T> TableOptions with(TableOption<T> option, T value) {
    Map<TableOption<?>, Object> changed = new HashMap<>(given);
    changed.put(option, value);
    return new TableOptions(format, Map.copyOf(changed));
  }

  /** The same with the default of an option. */
  TableOptions without(TableOption<?> option) {
    Map<TableOption<?>, Object> changed = new HashMap<>(given);
    changed.remove(option);
    return new TableOptions(format, Map.copyOf(changed));
  }
}
