package dev.lockstep.rows.text;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a reader finds that takes a file line by line, by regular expressions, with nothing in
 * common with the one that is tested.
 *
 * @param labels of the good rows
 * @param firstBad the line of the first bad row, from 1; 0 if all are good
 * @param fatal the line of a row that takes all lines after it along; 0 if there is none
 */
record NaiveTable(List<String> labels, long firstBad, long fatal) {
  private static final Pattern QUOTED =
      Pattern.compile(
          "[ \t]*\"((?:[^\"]|\"\")*)(?:\"(?!\")[ \t]*(,|$)|(\"(?!\").*)|$)", Pattern.DOTALL);
  private static final Set<String> MISSING =
      Set.of("", "NA", "N/A", "NaN", "nan", "null", "NULL", "None", "?");
  private static final Pattern NUMBER =
      Pattern.compile("[ \t]*[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?[ \t]*");

  /** Makes a table of a file. */
  @FunctionalInterface
  interface Reader {
    /** Reads all bytes of a file that is read as a whole or in pieces. */
    NaiveTable read(byte[] bytes, boolean isWhole);
  }

  /** One row. */
  private interface Row {
    /** The label; null if the row is bad, empty if there is no row in the line. */
    String label(String line);
  }

  private static NaiveTable read(byte[] bytes, Row row) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    text = text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text;
    List<String> labels = new ArrayList<>();
    long firstBad = 0;
    long line = 0;
    for (String each : text.split("\n", -1)) {
      line++;
      String label = row.label(each.endsWith("\r") ? each.substring(0, each.length() - 1) : each);
      if (label == null) {
        firstBad = firstBad == 0 ? line : firstBad;
      } else if (!label.isEmpty()) {
        labels.add(label);
      }
    }
    return new NaiveTable(labels, firstBad, 0);
  }

  private static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches() && Double.isFinite(Double.parseDouble(text));
  }

  private static String label(String latin) {
    byte[] bytes = latin.getBytes(StandardCharsets.ISO_8859_1);
    String text = new String(bytes, StandardCharsets.UTF_8);
    boolean isUtf8 = Arrays.equals(bytes, text.getBytes(StandardCharsets.UTF_8));
    return !isUtf8 || text.isBlank() ? null : shortest(text.strip());
  }

  private static String shortest(String label) {
    return NUMBER.matcher(label).matches() && label.matches(".{1,40}(?<![eE][+-]?[0-9]{3,9})")
        ? new BigDecimal(label).stripTrailingZeros().toPlainString()
        : label;
  }

  /**
   * A row of CSV.
   *
   * @param line where it begins
   * @param text with line breaks as they are
   * @param cells without quotes; null if the row is bad
   * @param isLost whether it goes on to the end of the file
   */
  private record CsvRow(long line, String text, List<String> cells, boolean isLost) {}

  /** The rows of a text, whose quoted values may hold line breaks or not. */
  private static List<CsvRow> rows(String text, boolean mayBreak) {
    List<CsvRow> rows = new ArrayList<>();
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      int first = i;
      String row = withoutReturn(lines[i]);
      if (!row.isEmpty() && !row.matches("[ \t]*")) {
        boolean isBad = row.contains("\r");
        List<String> cells = new ArrayList<>();
        Boolean isOpen = isBad ? null : cut(row, cells);
        int last = lines[lines.length - 1].isEmpty() ? lines.length - 2 : lines.length - 1;
        while (Boolean.TRUE.equals(isOpen) && mayBreak && i < last) {
          row += "\n" + withoutReturn(lines[++i]);
          isOpen = cut(row, cells);
        }
        boolean isGood = Boolean.FALSE.equals(isOpen);
        boolean isLost = Boolean.TRUE.equals(isOpen) && i > first;
        rows.add(new CsvRow(first + 1, row, isGood ? List.copyOf(cells) : null, isLost));
      }
    }
    return rows;
  }

  private static String withoutReturn(String line) {
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  /** Cuts a row; true if a quote is open at its end, null if something follows a closing one. */
  private static Boolean cut(String row, List<String> cells) {
    cells.clear();
    int at = 0;
    while (at <= row.length()) {
      Matcher quoted = QUOTED.matcher(row).region(at, row.length());
      if (quoted.lookingAt()) {
        if (quoted.group(3) != null) {
          return null;
        }
        if (quoted.group(2) == null) {
          return true;
        }
        cells.add(quoted.group(1).replace("\"\"", "\""));
        at = quoted.group(2).isEmpty() ? row.length() + 1 : quoted.end();
      } else {
        int comma = row.indexOf(',', at);
        int end = comma < 0 ? row.length() : comma;
        cells.add(row.substring(at, end));
        at = end + 1;
      }
    }
    return false;
  }

  /**
   * Three numbers, then a label, in as many cells as the first row has; null where words may be so
   * many among the numbers of the rows before the first malformed one that they are no mistake.
   */
  static NaiveTable ofCsv(byte[] bytes, boolean isWhole) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    text = text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text;
    List<List<String>> looked =
        rows(text, true).stream().map(CsvRow::cells).filter(Objects::nonNull).toList();
    int[] width = {looked.isEmpty() ? 0 : looked.get(0).size()};
    while (width[0] > 1 && looked.stream().allMatch(row -> isEmpty(row, width[0] - 1))) {
      width[0]--;
    }
    List<String> labels = new ArrayList<>();
    long firstBad = 0;
    long fatal = 0;
    long ofWords = 0;
    long surely = 0;
    boolean isMalformed = false;
    for (CsvRow row : rows(text, isWhole)) {
      String label = row.cells == null ? null : label(row, width[0]);
      boolean hasWord = label == null && hasWord(row.cells);
      boolean isWord = hasWord && isComplete(row.cells, width[0]);
      ofWords += hasWord ? 1 : 0;
      isMalformed |= label == null && !isWord;
      surely += isMalformed || "".equals(label) ? 0 : 1;
      if (label == null) {
        firstBad = firstBad == 0 ? row.line : firstBad;
        fatal = row.isLost ? row.line : fatal;
      } else if (!label.isEmpty()) {
        labels.add(label);
      }
    }
    return 20 * ofWords > surely && ofWords > 0 ? null : new NaiveTable(labels, firstBad, fatal);
  }

  private static boolean isEmpty(List<String> cells, int column) {
    return column >= cells.size() || cells.get(column).isBlank();
  }

  private static boolean isComplete(List<String> cells, int width) {
    return cells != null
        && cells.size() >= Math.max(4, width)
        && cells.stream().skip(width).allMatch(String::isBlank);
  }

  /** Whether a word may stand among the numbers of a row, maybe of a malformed one. */
  private static boolean hasWord(List<String> cells) {
    return cells != null
        && cells.stream()
            .limit(3)
            .anyMatch(cell -> !isNumber(cell) && !MISSING.contains(cell.strip()));
  }

  /** The label of a row; null if the row is bad, empty if it is left out. */
  private static String label(CsvRow row, int width) {
    List<String> cells = row.cells;
    if (row.text.chars().allMatch(c -> c <= ' ' || c == ',' || c == '"')) {
      return "";
    }
    if (!isComplete(cells, width)) {
      return null;
    }
    for (int column = 0; column < 3; column++) {
      if (!isNumber(cells.get(column))) {
        return MISSING.contains(cells.get(column).strip()) ? "" : null;
      }
    }
    return MISSING.contains(cells.get(3).strip()) ? "" : label(cells.get(3));
  }

  /** A label, then {@code index:value} with ascending indices, from 0 where there is a 0. */
  static NaiveTable ofLibsvm(byte[] bytes, boolean isWhole) {
    boolean isZeroBased =
        Arrays.stream(new String(bytes, StandardCharsets.ISO_8859_1).split("\n"))
            .map(line -> line.replaceFirst("(?s)#.*", ""))
            .anyMatch(line -> line.matches("(?s)(.*[ \t])?0{1,9}:.*"));
    long least = isZeroBased ? 0 : 1;
    return read(
        bytes,
        line -> {
          String[] words = line.replaceFirst("(?s)#.*", "").split("[ \t]+", -1);
          List<String> all = new ArrayList<>(List.of(words));
          all.removeIf(String::isEmpty);
          if (all.isEmpty()) {
            return "";
          }
          long last = least - 1;
          for (String word : all.subList(1, all.size())) {
            String[] halves = word.split(":", 2);
            if (word.startsWith("qid:")) {
              continue;
            }
            boolean isGood =
                halves.length == 2
                    && halves[0].matches("[0-9]{1,9}")
                    && Long.parseLong(halves[0]) > last
                    && Long.parseLong(halves[0]) < (1 << 24) + least
                    && isNumber(halves[1]);
            if (!isGood) {
              return null;
            }
            last = Long.parseLong(halves[0]);
          }
          return all.get(0).contains(":") ? null : label(all.get(0));
        });
  }
}
