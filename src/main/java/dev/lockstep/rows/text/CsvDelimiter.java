package dev.lockstep.rows.text;

import dev.lockstep.io.InputFile;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.MessageText;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * What stands between the cells of a table.
 *
 * @param syntax with the delimiter
 * @param how in words, for an announcement; empty where an option says it
 */
record CsvDelimiter(CsvCells.Syntax syntax, String how) {
  /** Where two cut lines into as many cells, the one that is rarer in texts. */
  private static final String SIGNS = "\t;|,";

  private static final char COMMA = ',';

  /** The share of the lines that has to agree, where not all do. */
  private static final double MOST = 0.8;

  /**
   * Finds the delimiter: the one that an option or a first line {@code sep=;} names; else of comma,
   * semicolon, tab and bar the one that cuts the first lines into the same number of cells, the
   * greatest number; else blanks, if they do.
   *
   * <p>Where not all lines agree on any, most of them decide, and where nothing is cut, there is
   * one column. Commas within numbers alone ({@code 0,5;1,5}) are no delimiters beside another.
   */
  static CsvDelimiter find(List<InputFile> files, TableOptions options, Configuration hadoop) {
    CsvCells.Syntax syntax =
        new CsvCells.Syntax(
            COMMA,
            options.get(TableOptions.COMMENT).orElse('\0'),
            options.get(TableOptions.SKIP_LINES),
            options.get(TableOptions.MULTILINE));
    byte[] sample = {};
    InputFile sampled = files.get(0);
    for (int file = 0; file < files.size() && sample.length == 0; file++) {
      sampled = files.get(file);
      sample = options.get(TableOptions.ENCODING).head(sampled, TextFormats.HEAD, hadoop);
    }
    boolean isCommaDecimal = options.get(TableOptions.DECIMAL) == COMMA;
    Optional<Character> told = options.get(TableOptions.DELIMITER);
    if (told.isPresent()) {
      CsvCells.Syntax asTold = syntax.with(told.get());
      return new CsvDelimiter(
          asTold, doubt(Cut.of(sample, asTold), cuts(sample, syntax, isCommaDecimal), sampled));
    }
    char said = saidBy(sample, syntax);
    if (said != 0) {
      return new CsvDelimiter(
          syntax.with(said),
          name(said) + ", as the first line says (sep=); --delimiter changes it");
    }
    char found = guess(sample, syntax, isCommaDecimal);
    return new CsvDelimiter(
        syntax.with(found), name(found) + ", found by the first lines; --delimiter changes it");
  }

  /**
   * What speaks against a delimiter that was given: commas within numbers alone, beside another
   * that cuts all lines alike.
   *
   * @param cuts of those that may be meant
   * @param sampled whose first lines are cut
   * @return empty if nothing does
   * @throws InvalidInputException if it leaves the first lines whole, and another cuts all alike
   */
  private static String doubt(Cut told, List<Cut> cuts, InputFile sampled) {
    Optional<Cut> other = best(cuts, 1);
    if (other.isEmpty() || cuts.stream().anyMatch(cut -> cut.sign == told.sign && cut.cells > 1)) {
      return "";
    }
    String cutsAll =
        "%s cuts each of them into %d".formatted(name(other.get().sign), other.get().cells);
    if (told.cells == 1) {
      throw new InvalidInputException(
          "Cannot read %s: --delimiter is %s, which leaves the first lines in 1 cell; %s. Leave it out, or correct it."
              .formatted(sampled.name(), name(told.sign), cutsAll));
    }
    return told.sign == COMMA
        ? "comma, by --delimiter, stands within numbers alone in the first lines; " + cutsAll
        : "";
  }

  private static char saidBy(byte[] sample, CsvCells.Syntax syntax) {
    Lines lines = lines(sample);
    char said = 0;
    while (lines.number() <= syntax.skipLines() && lines.next()) {
      said = CsvCells.delimiterOf(lines);
    }
    return lines.number() > syntax.skipLines() ? said : 0;
  }

  private static Lines lines(byte[] sample) {
    return new Lines("", new ByteArrayInputStream(sample), Long.MAX_VALUE, false);
  }

  private static char guess(byte[] sample, CsvCells.Syntax syntax, boolean isCommaDecimal) {
    List<Cut> cuts = cuts(sample, syntax, isCommaDecimal);
    Cut blanks = Cut.of(sample, syntax.with(TableOptions.BLANK));
    return best(cuts, 1)
        .or(() -> best(cuts, MOST))
        .or(() -> best(List.of(blanks), 1))
        .or(() -> best(cuts, 0))
        .map(Cut::sign)
        .orElse(COMMA);
  }

  /** What each of the signs makes of the first lines, but for a comma that stands in numbers. */
  private static List<Cut> cuts(byte[] sample, CsvCells.Syntax syntax, boolean isCommaDecimal) {
    List<Cut> cuts = new ArrayList<>();
    for (int i = 0; i < SIGNS.length(); i++) {
      char sign = SIGNS.charAt(i);
      if (sign != COMMA || !isCommaDecimal) {
        cuts.add(Cut.of(sample, syntax.with(sign)));
      }
    }
    if (isWithinNumbers(sample)
        && cuts.stream().anyMatch(cut -> cut.sign != COMMA && cut.share == 1)) {
      cuts.removeIf(cut -> cut.sign == COMMA);
    }
    return cuts;
  }

  /** The first of those that cut into the most cells and that at least such a share agrees on. */
  private static Optional<Cut> best(List<Cut> cuts, double share) {
    return cuts.stream()
        .filter(cut -> cut.cells > 1 && cut.share >= share)
        .min(Comparator.comparing(cut -> -cut.cells));
  }

  /** Whether every comma stands between two digits. */
  private static boolean isWithinNumbers(byte[] sample) {
    for (int i = 0; i < sample.length; i++) {
      if (sample[i] == COMMA && !(isDigit(sample, i - 1) && isDigit(sample, i + 1))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(byte[] sample, int i) {
    return i >= 0 && i < sample.length && sample[i] >= '0' && sample[i] <= '9';
  }

  /** What messages call a delimiter. */
  static String name(char delimiter) {
    return switch (delimiter) {
      case COMMA -> "comma";
      case ';' -> "semicolon";
      case '\t' -> "tab";
      case '|' -> "bar";
      case TableOptions.BLANK -> "blanks";
      default -> "'%s'".formatted(MessageText.oneLine(String.valueOf(delimiter)));
    };
  }

  /**
   * What a delimiter makes of the first lines.
   *
   * @param sign the delimiter
   * @param cells into how many cells it cuts most rows
   * @param share of the rows that have so many
   */
  private record Cut(char sign, int cells, double share) {
    static Cut of(byte[] sample, CsvCells.Syntax syntax) {
      CsvCells cells = new CsvCells(syntax, true, true);
      Map<Integer, Integer> rows = new HashMap<>();
      Lines lines = lines(sample);
      boolean isCutShort = sample.length == TextFormats.HEAD;
      int last = 0;
      while (lines.next()) {
        int count = 0;
        if (cells.begin(lines) && !cells.isBare()) {
          while (cells.next()) {
            count++;
          }
          last = cells.fault() == null ? count : 0;
          rows.merge(last, 1, Integer::sum);
        }
      }
      if (isCutShort && rows.size() > 1) {
        rows.computeIfPresent(last, (width, times) -> times == 1 ? null : times - 1);
      }
      int all = rows.values().stream().mapToInt(Integer::intValue).sum();
      return rows.entrySet().stream()
          .max(Map.Entry.comparingByValue())
          .map(most -> new Cut(syntax.delimiter(), most.getKey(), most.getValue() / (double) all))
          .orElse(new Cut(syntax.delimiter(), 0, 0));
    }
  }
}
