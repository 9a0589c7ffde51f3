package dev.lockstep.rows.text;

import dev.lockstep.io.Utf8;
import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The cells of a row of CSV, one after the other. A cell that begins with a quote ends with one; in
 * between two quotes are one character, delimiters and, where they may, line breaks are characters
 * like others. A quote elsewhere is a character, too. Not thread-safe.
 */
final class CsvCells {
  /** A tab at its end is gone with other blanks. */
  private static final Pattern SEPARATOR = Pattern.compile("(?i)\"?sep=(\\p{ASCII}?)\"?");

  private static final int MOST_SEPARATOR = 7;
  private static final String NO_END = "a quoted value does not end ";

  private final Syntax syntax;
  private final byte delimiter;
  private final boolean isBlank;
  private final boolean mayBreak;

  /** Lines at the beginning that hold no row. */
  private long ahead;

  private Lines lines;
  private byte[] bytes;
  private int at;
  private int end;
  private boolean hasQuote;
  private int from;
  private int to;
  private String fault;
  private long number;
  private boolean isLost;

  /**
   * How lines are cut into cells.
   *
   * @param delimiter an ASCII character; a blank stands for any run of blanks and tabs
   * @param comment begins a line that is no row; NUL for none
   * @param skipLines how many lines at the beginning of a file hold no rows
   * @param isMultiline whether quoted values may hold line breaks in every file
   */
  record Syntax(char delimiter, char comment, int skipLines, boolean isMultiline)
      implements Serializable {
    private static final long serialVersionUID = 1L;

    Syntax with(char other) {
      return new Syntax(other, comment, skipLines, isMultiline);
    }
  }

  /**
   * Before the first line.
   *
   * @param isStart whether the first line is that of a file
   * @param mayBreak whether quoted values may hold line breaks
   */
  CsvCells(Syntax syntax, boolean isStart, boolean mayBreak) {
    this.syntax = syntax;
    this.mayBreak = mayBreak;
    delimiter = (byte) syntax.delimiter;
    isBlank = syntax.delimiter == TableOptions.BLANK;
    ahead = isStart ? syntax.skipLines + 1 : 0;
  }

  /** Goes to the beginning of a line; false where it holds no row. */
  boolean begin(Lines line) {
    lines = line;
    bytes = line.bytes();
    at = line.start();
    end = line.end();
    hasQuote = line.hasQuote();
    fault = null;
    isLost = false;
    number = line.number();
    if (line.number() <= ahead && (line.number() < ahead || delimiterOf(line) != 0)) {
      return false;
    }
    if (line.isTooLong()) {
      fault = Lines.tooLong();
    } else if (line.hasReturn()) {
      fault = "a carriage return stands within the line; lines end with \\n or \\r\\n";
    }
    return fault != null || hasRow();
  }

  /**
   * What {@code sep=;} says, the first line of files that a spreadsheet has written.
   *
   * @return 0 for any other line
   */
  static char delimiterOf(Lines line) {
    int length = line.end() - line.start();
    Matcher said =
        SEPARATOR.matcher(
            length > MOST_SEPARATOR ? "" : Utf8.textOrLatin(line.bytes(), line.start(), length));
    return !said.matches() ? 0 : said.group(1).isEmpty() ? '\t' : said.group(1).charAt(0);
  }

  /** Whether the line is neither blank nor a comment. */
  private boolean hasRow() {
    if (at < end && bytes[at] > ' ') {
      return bytes[at] != syntax.comment;
    }
    int i = skipBlanks(at);
    at = isBlank ? i : at;
    return i < end && (bytes[i] != syntax.comment || bytes[i] == 0);
  }

  /** The first byte from there on that is no blank. */
  private int skipBlanks(int start) {
    int i = start;
    while (i < end && (bytes[i] == ' ' || (bytes[i] == '\t' && delimiter != '\t'))) {
      i++;
    }
    return i;
  }

  /** Goes to the next cell; false at the end of the row or at a {@link #fault}. */
  boolean next() {
    if (at > end || fault != null) {
      return false;
    }
    if (hasQuote) {
      int first = skipBlanks(at);
      if (first < end && bytes[first] == '"') {
        return nextQuoted(first);
      }
    }
    from = at;
    if (isBlank) {
      nextOfBlanks();
      return true;
    }
    int i = at;
    while (i < end && bytes[i] != delimiter) {
      i++;
    }
    to = i;
    at = i + 1;
    return true;
  }

  private void nextOfBlanks() {
    int i = at;
    while (i < end && bytes[i] != ' ' && bytes[i] != '\t') {
      i++;
    }
    to = i;
    leaveBlanks(i);
  }

  /** Goes on after a cell and the run of blanks that follows it. */
  private void leaveBlanks(int cellEnd) {
    int i = skipBlanks(cellEnd);
    at = i < end ? i : end + 1;
  }

  /** Takes the quotes out of the cell, within the bytes of the row. */
  private boolean nextQuoted(int quote) {
    from = quote + 1;
    to = from;
    int i = from;
    do {
      while (i < end && (bytes[i] != '"' || (i + 1 < end && bytes[i + 1] == '"'))) {
        i += bytes[i] == '"' ? 1 : 0;
        bytes[to++] = bytes[i++];
      }
      if (i < end) {
        return leaveQuoted(i + 1);
      }
      int before = lines.start();
      int broken = end;
      if (!mayBreak) {
        fault = NO_END + "on its line; --multiline reads line breaks in quotes";
      } else if (!lines.extend()) {
        fault = NO_END + "before the file does";
        isLost = lines.number() > number;
      } else if (lines.isTooLong()) {
        fault = Lines.tooLong();
      } else {
        int moved = lines.start() - before;
        bytes = lines.bytes();
        end = lines.end();
        from += moved;
        to += moved;
        i = broken + moved;
        i += bytes[i] == '\r' ? 1 : 0; // a line break is \n, however lines end
      }
    } while (fault == null);
    return false;
  }

  private boolean leaveQuoted(int afterQuote) {
    int i = skipBlanks(afterQuote);
    boolean isEnd = i >= end || bytes[i] == delimiter || (isBlank && i > afterQuote);
    if (!isEnd) {
      fault = "a closing quote is followed by other characters";
    }
    at = i + 1;
    if (isBlank) {
      leaveBlanks(afterQuote);
    }
    return isEnd;
  }

  /** Whether the row consists of delimiters, quotes and blanks. */
  boolean isBare() {
    for (int i = lines.start(); i < end; i++) {
      int b = bytes[i] & 0xff;
      if (b > ' ' && b != delimiter && b != '"') {
        return false;
      }
    }
    return true;
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

  /** Whether the cell holds blanks at most. */
  boolean isEmpty() {
    return text().isEmpty();
  }

  /** The text of the cell. */
  String text() {
    return Utf8.textOrLatin(bytes, from, to - from);
  }

  /** What is wrong with the row as a whole; null if nothing is. */
  String fault() {
    return fault;
  }

  /** Whether lines after the first are lost with the row: no end of its quotes was found. */
  boolean isLost() {
    return isLost;
  }
}
