package dev.lockstep.rows.text;

import dev.lockstep.option.Choice;
import dev.lockstep.option.Setting;
import dev.lockstep.option.Values;
import dev.lockstep.scale.ColumnStats;
import dev.lockstep.scale.RawColumns.Missing;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

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

  /** The most columns that indices name. */
  static final int MOST_COLUMNS = 1 << 24;

  /** The delimiter that stands for any run of blanks and tabs. */
  static final char BLANK = ' ';

  private static final String SIGN = "[\\p{ASCII}&&[^\"\r\n]]";

  /**
   * The column of the label, by name or by number from 1, or several of numbers between commas; the
   * last one if it is empty.
   */
  public static final Setting<Optional<String>> LABEL =
      new Setting<>(
          "label",
          new Values<>("COLUMN", Optional::of, "a column"),
          Optional.empty(),
          "the last",
          "CSV: the column to learn, by name or number from 1; several of numbers as a,b,c.",
          true);

  /** What {@link #WEIGHT} says where all rows count the same, whatever a model names. */
  static final String NO_WEIGHT = "none";

  /** The column of the rows' weights, by name or by number from 1; none if it is empty. */
  public static final Setting<Optional<String>> WEIGHT =
      new Setting<>(
          "weight",
          new Values<>("COLUMN", Optional::of, "a column"),
          Optional.empty(),
          "none, or that of the model",
          "CSV: the column that says how much a row counts, 0 or more, in learning and in metrics;"
              + " none: all count the same.",
          true);

  /**
   * The columns of x: names, numbers and ranges of numbers ({@code 2-5}) between commas; all others
   * if it is empty.
   */
  public static final Setting<Optional<String>> FEATURES =
      new Setting<>(
          "features",
          new Values<>("COLUMNS", Optional::of, "a list of columns"),
          Optional.empty(),
          "all others but identifiers",
          "CSV: the columns to learn from, such as age,3,5-8.",
          true);

  /** The columns of words, or of numbers that are names, as {@link #FEATURES} names them. */
  public static final Setting<Optional<String>> CATEGORIES =
      new Setting<>(
          "categories",
          new Values<>("COLUMNS", Optional::of, "a list of columns"),
          Optional.empty(),
          "those of words",
          "CSV: columns of which each value becomes a column of 0 and 1: of numbers that are names,"
              + " or of identifiers that would be ignored.",
          true);

  /** How many levels of a category have a column of x each. */
  public static final Setting<Integer> MAX_LEVELS =
      new Setting<>(
          "max-levels",
          Values.whole(1, ColumnStats.MOST_LEVELS),
          1000,
          "CSV: the N most frequent values of a category have a column each, the others share one.");

  /** What is done about missing values of x. */
  public static final Setting<Missing> MISSING =
      new Setting<>(
          "missing",
          Values.choice(List.of(Missing.values())).called("WHAT"),
          Missing.MEAN,
          "CSV: fill in missing numbers by the mean or median of the training rows and mark them in"
              + " a column of their own, skip such rows and count them, or fail.");

  /** The columns that are carried over into predictions, as {@link #FEATURES} names them. */
  public static final Setting<Optional<String>> KEEP =
      new Setting<>(
          "keep",
          new Values<>("COLUMNS", Optional::of, "a list of columns"),
          Optional.empty(),
          "none",
          "CSV: the columns to carry over into the predictions, such as id.",
          true);

  /** What stands between the cells of a line; found out if it is empty. */
  public static final Setting<Optional<Character>> DELIMITER =
      new Setting<>(
          "delimiter",
          new Values<>(
              "CHAR",
              text -> Optional.of(delimiter(text)),
              "one ASCII character other than a quote, or tab, or blank"),
          Optional.empty(),
          "the first lines tell: comma, semicolon, tab, bar or blanks",
          "CSV: what stands between cells: one character, tab, or blank for any run of blanks and"
              + " tabs.",
          true);

  /** Whether there is a header. */
  public static final Setting<Header> HEADER =
      new Setting<>(
          "header",
          Values.choice(List.of(Header.values())).called("WHICH"),
          Header.AUTO,
          "CSV: whether the first row names the columns: yes, no, or auto (the first 1,000 rows"
              + " tell).");

  /** The character before the fraction of a number. */
  public static final Setting<Character> DECIMAL =
      new Setting<>(
          "decimal",
          new Values<>("CHAR", text -> one(text, "[.,]"), ". or ,"),
          '.',
          "CSV: what stands before the fraction of a number: . or ,");

  /** The texts that stand for a missing value, beside empty cells. */
  public static final Setting<List<String>> NA =
      new Setting<>(
          "na",
          Values.list(
              new Values<>("TEXT", Function.identity(), "a text"), "a list of texts, or none"),
          List.of("NA", "N/A", "NaN", "nan", "null", "NULL", "None", "?"),
          "CSV: the texts that stand for a missing value, as empty cells always do. none: no"
              + " others.");

  /** What begins a line that is no row; nothing does if it is empty. */
  public static final Setting<Optional<Character>> COMMENT =
      new Setting<>(
          "comment",
          new Values<>(
              "CHAR",
              text -> Optional.of(one(text, SIGN)),
              "one ASCII character other than a quote"),
          Optional.empty(),
          "none",
          "CSV: lines that begin with this character are passed over.",
          true);

  /** How many lines are passed over at the beginning of every file. */
  public static final Setting<Integer> SKIP_LINES =
      new Setting<>(
          "skip-lines",
          Values.whole(0, 1000),
          0,
          "CSV: pass over the first N lines of every file.");

  /** Whether quoted values of files that are long enough to be cut may hold line breaks. */
  public static final Setting<Boolean> MULTILINE =
      new Setting<>(
          "multiline",
          Values.flag(),
          false,
          "CSV: quoted values hold line breaks also in files above 32 MB, each of which one task"
              + " then reads.");

  /** How characters are written. */
  public static final Setting<TextEncoding> ENCODING =
      new Setting<>(
          "encoding",
          Values.choice(List.of(TextEncoding.values())).called("NAME"),
          TextEncoding.UTF_8,
          "CSV: utf-8, utf-16 or latin-1. UTF-16 that begins with its mark is found out.");

  /** How many columns rows of indices have; as many as the highest index needs if it is 0. */
  public static final Setting<Integer> WIDTH =
      new Setting<>(
          "width",
          Values.whole(1, MOST_COLUMNS),
          0,
          "the highest index",
          "LIBSVM: the number of features.",
          true);

  /** What indices count from; found out if it is empty. */
  public static final Setting<Optional<Integer>> INDEX_BASE =
      new Setting<>(
          "index-base",
          new Values<>("0|1", TableOptions::indexBase, "0 or 1"),
          Optional.empty(),
          "0 if the first lines have an index 0",
          "LIBSVM: what indices count from.",
          true);

  /** What is done about bad rows. */
  public static final Setting<BadRow> ON_BAD_ROW =
      new Setting<>(
          "on-bad-row",
          Values.choice(List.of(BadRow.values())).called("WHAT"),
          BadRow.FAIL,
          "Tables: fail at a malformed value or row, or skip the row and count it.");

  /** All options, in the order of the help. */
  public static final List<Setting<?>> ALL =
      List.of(
          LABEL,
          FEATURES,
          CATEGORIES,
          MAX_LEVELS,
          MISSING,
          WEIGHT,
          KEEP,
          DELIMITER,
          HEADER,
          DECIMAL,
          NA,
          COMMENT,
          SKIP_LINES,
          MULTILINE,
          ENCODING,
          WIDTH,
          INDEX_BASE,
          ON_BAD_ROW);

  /** CSV; all else is decided by the contents, and a bad row is an error. */
  public static final TableOptions DEFAULT = new TableOptions(Optional.empty(), Map.of());

  private final Optional<String> format;

  /** By name, what is given. */
  private final Map<String, Object> given;

  private TableOptions(Optional<String> format, Map<String, Object> given) {
    this.format = format;
    this.given = given;
  }

  private static char delimiter(String text) {
    return switch (text) {
      case "tab", "\\t" -> '\t';
      case "blank" -> BLANK;
      default -> one(text, SIGN);
    };
  }

  private static char one(String text, String pattern) {
    if (!text.matches(pattern)) {
      throw new IllegalArgumentException(text);
    }
    return text.charAt(0);
  }

  private static Optional<Integer> indexBase(String text) {
    if (!text.matches("[01]")) {
      throw new IllegalArgumentException(text);
    }
    return Optional.of(Integer.valueOf(text));
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

  /** Whether an option is given, be it with its default. */
  boolean isGiven(Setting<?> option) {
    return given.containsKey(option.name());
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
