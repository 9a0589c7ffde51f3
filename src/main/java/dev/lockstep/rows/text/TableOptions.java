package dev.lockstep.rows.text;

import dev.lockstep.option.Choice;
import dev.lockstep.option.Setting;
import dev.lockstep.option.Values;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a table is read: a format and the values of options. Immutable.
 *
 * <p>A new option is a constant here and its place in {@link #ALL}, and the formats that obey it
 * say so.
 */
public final class TableOptions {
  /** Whether the first row of a file names the columns. */
  public enum Header implements Choice {
    /** To be decided by its contents. */
    AUTO,
    /** It does. */
    YES,
    /** It is a row like the others. */
    NO
  }

  /** What is done about a row that cannot be read. */
  public enum BadRow implements Choice {
    /** The first is an error. */
    FAIL,
    /** They are left out and counted. */
    SKIP
  }

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
          "CSV: what stands between cells: one character, or tab.");

  /** Whether there is a header. */
  public static final Setting<Header> HEADER =
      new Setting<>(
          "header",
          Values.choice(List.of(Header.values())).called("WHICH"),
          Header.AUTO,
          "CSV: whether the first row names the columns: yes, no, or auto (yes where none of its"
              + " cells is a number).");

  /** What is done about bad rows. */
  public static final Setting<BadRow> ON_BAD_ROW =
      new Setting<>(
          "on-bad-row",
          Values.choice(List.of(BadRow.values())).called("WHAT"),
          BadRow.FAIL,
          "Tables: fail at a missing or malformed value, or skip the row and count it.");

  /** All options, in the order of the help. */
  public static final List<Setting<?>> ALL =
      List.of(LABEL, FEATURES, DELIMITER, HEADER, ON_BAD_ROW);

  /** CSV; all else is decided by the contents, and a bad row is an error. */
  public static final TableOptions DEFAULT = new TableOptions(Optional.empty(), Map.of());

  private final Optional<String> format;

  /** By name, what is not left to its default. */
  private final Map<String, Object> given;

  private TableOptions(Optional<String> format, Map<String, Object> given) {
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

  /** How files are written, by the name of a {@code TextFormat}, if that is asked for. */
  Optional<String> format() {
    return format;
  }

  /** The value of an option, or its default. */
  @SuppressWarnings("unchecked") // with() has put it there
  public <T> T get(Setting<T> option) {
    return (T) given.getOrDefault(option.name(), option.byDefault());
  }

  boolean skipsBadRows() {
    return get(ON_BAD_ROW) == BadRow.SKIP;
  }

  /**
   * The same for another format.
   *
   * @param other one of {@code TextFormats.names()}
   */
  public TableOptions withFormat(String other) {
    return new TableOptions(Optional.of(other), given);
  }

  /** The same with another value of an option. */
  public <T> TableOptions with(Setting<T> option, T value) {
    Map<String, Object> changed = new HashMap<>(given);
    changed.put(option.name(), value);
    return new TableOptions(format, Map.copyOf(changed));
  }

  /** The same with the default of an option. */
  TableOptions without(Setting<?> option) {
    Map<String, Object> changed = new HashMap<>(given);
    changed.remove(option.name());
    return new TableOptions(format, Map.copyOf(changed));
  }
}
