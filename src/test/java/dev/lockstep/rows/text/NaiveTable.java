package dev.lockstep.rows.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a reader finds that takes a file line by line, by regular expressions, with nothing in
 * common with the one that is tested.
 *
 * @param labels of the good rows
 * @param firstBad the line of the first bad row, from 1; 0 if all are good
 */
record NaiveTable(List<String> labels, long firstBad) {
  private static final String CELL = "(\"(?:[^\"]|\"\")*\"|[^\",]*)";
  private static final Pattern LINE = Pattern.compile(CELL + "(?:," + CELL + ")*");
  private static final Pattern NEXT = Pattern.compile("(?:^|,)" + CELL);
  private static final Pattern NUMBER =
      Pattern.compile("[ \t]*[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?[ \t]*");

  /** Makes a table of a file. */
  @FunctionalInterface
  interface Reader {
    /** Reads all bytes. */
    NaiveTable read(byte[] bytes);
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
    return new NaiveTable(labels, firstBad);
  }

  private static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches() && Double.isFinite(Double.parseDouble(text));
  }

  private static String label(String latin) {
    byte[] bytes = latin.getBytes(StandardCharsets.ISO_8859_1);
    String text = new String(bytes, StandardCharsets.UTF_8);
    boolean isUtf8 = java.util.Arrays.equals(bytes, text.getBytes(StandardCharsets.UTF_8));
    return !isUtf8 || text.isBlank() ? null : text.strip();
  }

  /** Three numbers, then a label, as the first row has it: it must have so many cells. */
  static NaiveTable ofCsv(byte[] bytes) {
    int[] cellsOfFirst = {0};
    return read(
        bytes,
        line -> {
          if (line.isEmpty()) {
            return "";
          }
          if (line.contains("\r") || !LINE.matcher(line).matches()) {
            return null;
          }
          List<String> cells = new ArrayList<>();
          for (Matcher next = NEXT.matcher(line); next.find(); ) {
            String cell = next.group(1);
            cells.add(
                cell.startsWith("\"")
                    ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"")
                    : cell);
          }
          cellsOfFirst[0] = cellsOfFirst[0] == 0 ? cells.size() : cellsOfFirst[0];
          boolean isGood =
              cells.size() == cellsOfFirst[0]
                  && cells.size() >= 4
                  && cells.subList(0, 3).stream().allMatch(NaiveTable::isNumber);
          return isGood ? label(cells.get(3)) : null;
        });
  }

  /** A label, then {@code index:value} with ascending indices. */
  static NaiveTable ofLibsvm(byte[] bytes) {
    return read(
        bytes,
        line -> {
          String[] words = line.replaceFirst("(?s)#.*", "").split("[ \t]+", -1);
          List<String> all = new ArrayList<>(List.of(words));
          all.removeIf(String::isEmpty);
          if (all.isEmpty()) {
            return "";
          }
          long last = 0;
          for (String word : all.subList(1, all.size())) {
            String[] halves = word.split(":", 2);
            boolean isGood =
                halves.length == 2
                    && halves[0].matches("[0-9]{1,9}")
                    && Long.parseLong(halves[0]) > last
                    && Long.parseLong(halves[0]) <= 1 << 24
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
