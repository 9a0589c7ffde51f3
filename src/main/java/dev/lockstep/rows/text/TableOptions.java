package dev.lockstep.rows.text;

import dev.lockstep.option.Setting;
import dev.lockstep.option.Values;
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
  public static final Setting<Optional<String>> LABEL =
      new Setting<>(
          "label",
          new Values<>("COLUMN", Optional::of, "a column"),
          Optional.empty(),
          "the last",
          "CSV: the column of the class, by name or number from 1.",
          true);

  /**
   * The columns of x: names, numbers and ranges of numbers ({@code 2-5}) between commas; all others
   * of numbers if it is empty.
   */
  public static final Setting<Optional<String>> FEATURES =
      new Setting<>(
          "features",
          new Values<>("COLUMNS", Optional::of, "a list of columns"),
          Optional.empty(),
          "all others of numbers",
          "CSV: the columns to learn from, such as age,3,5-8.",
          true);

  /** What stands between the cells of a line. */
  public static final Setting<Character> DELIMITER =
      new Setting<>(
          "delimiter",
          new Values<>(
              "CHAR", TableOptions::delimiter, "one ASCII character other than a quote, or tab"),
          ',',
          "a comma",
          "CSV: what stands between cells: one character, or tab.",
          true);

  /** Whether the first row of a file names the columns; decided by its contents if empty. */
  public static final Setting<Optional<Boolean>> HEADER =
      new Setting<>(
          "header",
          new Values<>(
              "WHICH",
              oneOf(
                  Map.of(
                      "auto",
                      Optional.empty(),
                      "yes",
                      Optional.of(true),
                      "no",
                      Optional.of(false))),
              "one of auto, yes, no"),
          Optional.empty(),
          "auto",
          "CSV: whether the first row names the columns: yes, no, or auto (yes where none of its"
              + " cells is a number).",
          true);

  /** Whether bad rows are left out and counted, where otherwise the first is an error. */
  public static final Setting<Boolean> ON_BAD_ROW =
      new Setting<>(
          "on-bad-row",
          new Values<>("WHAT", oneOf(Map.of("fail", false, "skip", true)), "one of fail, skip"),
          false,
          "fail",
          "Tables: fail at a missing or malformed value, or skip the row and count it.",
          true);

  /** All options, in the order of the help. */
  public static final List<Setting<?>> ALL =
      List.of(LABEL, FEATURES, DELIMITER, HEADER, ON_BAD_ROW);

  /** CSV; all else is decided by the contents, and a bad row is an error. */
  public static final TableOptions DEFAULT = new TableOptions(Optional.empty(), Map.of());

  private final Optional<TextFormat> format;
  private final Map<Setting<?>, Object> given;

  private TableOptions(Optional<TextFormat> format, Map<Setting<?>, Object> given) {
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
  public <T> T get(Setting<T> option) {
    return (T) given.getOrDefault(option, option.byDefault());
  }

  /** The options that are given. */
  public Set<Setting<?>> given() {
    return given.keySet();
  }

  /** The same for another format. */
  public TableOptions withFormat(TextFormat other) {
    return new TableOptions(Optional.of(other), given);
  }

  /** The same with another value of an option. */
  public <T> TableOptions with(Setting<T> option, T value) {
    Map<Setting<?>, Object> changed = new HashMap<>(given);
    changed.put(option, value);
    return new TableOptions(format, Map.copyOf(changed));
  }

  /** The same with the default of an option. */
  TableOptions without(Setting<?> option) {
    Map<Setting<?>, Object> changed = new HashMap<>(given);
    changed.remove(option);
    return new TableOptions(format, Map.copyOf(changed));
  }
}
