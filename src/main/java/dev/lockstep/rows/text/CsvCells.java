package dev.lockstep.rows.text;

/**
 * The cells of a line of CSV, one after the other. A cell that begins with a quote ends with one;
 * two quotes in it are one character, delimiters are characters like others. Not thread-safe.
 */
final class CsvCells {
  private final byte delimiter;
  private byte[] bytes;
  private int at;
  private int end;
  private boolean hasQuote;
  private int from;
  private int to;
  private String fault;

  /**
   * Before the first line.
   *
   * @param delimiter an ASCII character
   */
  CsvCells(char delimiter) {
    this.delimiter = (byte) delimiter;
  }

  /** Goes to the beginning of a line; false where the line is empty and has no cells. */
  boolean begin(Lines line) {
    bytes = line.bytes();
    at = line.start();
    end = line.end();
    hasQuote = line.hasQuote();
    fault = null;
    if (line.isTooLong()) {
      fault = Lines.tooLong();
    } else if (line.hasReturn()) {
      fault = "a carriage return stands within the line; lines end with \\n or \\r\\n";
    }
    return at < end || fault != null;
  }

  /** Goes to the next cell; false at the end of the line or at a {@link #fault}. */
  boolean next() {
    if (at > end || fault != null) {
      return false;
    }
    if (hasQuote && at < end && bytes[at] == '"') {
      return nextQuoted();
    }
    from = at;
    int i = at;
    while (i < end && bytes[i] != delimiter) {
      i++;
    }
    to = i;
    at = i + 1;
    return !hasQuote || isWithoutQuote();
  }

  private boolean isWithoutQuote() {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '"') {
        fault = "a quote stands within a value that does not begin with one";
        return false;
      }
    }
    return true;
  }

  /** Takes the quotes out of the cell, within the bytes of the line. */
  private boolean nextQuoted() {
    from = at + 1;
    to = from;
    int i = from;
    while (i < end && (bytes[i] != '"' || (i + 1 < end && bytes[i + 1] == '"'))) {
      i += bytes[i] == '"' ? 1 : 0;
      bytes[to++] = bytes[i++];
    }
    at = i + 2;
    if (i == end) {
      fault = "a quoted value does not end on its line; quoted values hold no line breaks";
    } else if (i + 1 < end && bytes[i + 1] != delimiter) {
      fault = "a closing quote is followed by other characters";
    }
    return fault == null;
  }

  /** Holds the cell from {@link #from} on, until the next one is asked for. */
  byte[] bytes() {
    return bytes;
  }

  int from() {
    return from;
  }

  int length() {
    return to - from;
  }

  /** What is wrong with the line as a whole; null if nothing is. */
  String fault() {
    return fault;
  }
}
