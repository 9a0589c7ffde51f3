package dev.lockstep.rows.text;

import java.util.Arrays;

/**
 * Rows out of LIBSVM lines: {@code label index:value index:value ...}, indices from 1, ascending; a
 * comment from {@code #} on.
 */
final class LibsvmRows implements RowParser {
  private static final int MOST_DIGITS = 9;

  private final Lines lines;
  private final LibsvmLayout layout;
  private char[] text = new char[256];
  private int[] columns = new int[64];
  private double[] numbers = new double[64];
  private int count;
  private String label;
  private String fault;

  LibsvmRows(Lines lines, LibsvmLayout layout) {
    this.lines = lines;
    this.layout = layout;
  }

  @Override
  public boolean next(RowSink sink) {
    if (!lines.next()) {
      return false;
    }
    if (lines.isTooLong()) {
      sink.reject(
          Fault.ofRow(
              lines.number(),
              "the line has more than %d bytes; is it a table?".formatted(Lines.MOST_BYTES)));
      return true;
    }
    count = 0;
    label = null;
    fault = null;
    int words = readWords(readText());
    if (words == 0) {
      return true;
    }
    if (fault == null && layout.isLabelled() && label == null) {
      fault = "the row has no label";
    }
    if (fault != null) {
      sink.reject(Fault.ofRow(lines.number(), fault));
    } else {
      sink.addSparse(columns, numbers, count, layout.isLabelled() ? label : null);
    }
    return true;
  }

  /** Widens the line to characters, up to a comment. */
  private int readText() {
    int length = lines.end() - lines.start();
    if (text.length < length) {
      text = new char[Math.max(length, 2 * text.length)];
    }
    byte[] bytes = lines.bytes();
    for (int i = 0; i < length; i++) {
      char c = (char) (bytes[lines.start() + i] & 0xff);
      if (c == '#') {
        return i;
      }
      text[i] = c;
    }
    return length;
  }

  /** Reads words until one is bad; gives the number of words read. */
  private int readWords(int length) {
    int words = 0;
    int from = 0;
    while (from < length && fault == null) {
      if (isBlank(text[from])) {
        from++;
        continue;
      }
      int to = from;
      int colon = -1;
      while (to < length && !isBlank(text[to])) {
        colon = colon < 0 && text[to] == ':' ? to : colon;
        to++;
      }
      if (words == 0 && colon < 0) {
        readLabel(from, to);
      } else if (colon < 0) {
        fault = "'%s' is not index:value".formatted(Utf8.shown(text, from, to - from));
      } else {
        readNumber(from, colon, to);
      }
      words++;
      from = to;
    }
    return words;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private void readLabel(int from, int to) {
    label = Utf8.text(text, from, to - from);
    if (label == null || label.isEmpty()) {
      fault = "label '%s' is not UTF-8".formatted(Utf8.shown(text, from, to - from));
    }
  }

  private void readNumber(int from, int colon, int to) {
    int index = readIndex(from, colon);
    if (fault != null) {
      return;
    }
    double number = DecimalNumber.parse(text, colon + 1, to - colon - 1);
    if (Double.isNaN(number)) {
      fault =
          "index %d: '%s' is not a finite number"
              .formatted(index, Utf8.shown(text, colon + 1, to - colon - 1));
      return;
    }
    if (count == columns.length) {
      columns = Arrays.copyOf(columns, 2 * count);
      numbers = Arrays.copyOf(numbers, 2 * count);
    }
    columns[count] = index - 1;
    numbers[count++] = number;
  }

  private int readIndex(int from, int to) {
    int index = 0;
    boolean isNumber = to > from && to - from <= MOST_DIGITS;
    for (int i = from; i < to && isNumber; i++) {
      int digit = text[i] - '0';
      isNumber = digit >= 0 && digit <= 9;
      index = 10 * index + digit;
    }
    if (!isNumber) {
      fault = "'%s' is not an index".formatted(Utf8.shown(text, from, to - from));
    } else if (index == 0) {
      fault = "index 0: indices count from 1";
    } else if (index > LibsvmLayout.MOST) {
      fault = "index %d: the highest possible is %d".formatted(index, LibsvmLayout.MOST);
    } else if (layout.width() > 0 && index > layout.width()) {
      fault = "index %d: the training set has %d features".formatted(index, layout.width());
    } else if (count > 0 && index <= columns[count - 1] + 1) {
      fault = "index %d after %d: indices must ascend".formatted(index, columns[count - 1] + 1);
    }
    return index;
  }
}
