package dev.lockstep.rows.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.util.ArrayDeque;

/**
 * Feeds lines to a CSV parser, a byte in each character. A line whose quotes the parser could
 * understand as going on in the next line never gets there: an empty one takes its place, and the
 * fault is kept. So every line is a row of its own, wherever the file is cut.
 */
final class CsvFeed extends Reader {
  private final Lines lines;
  private final char delimiter;
  private final CharsetDecoder decoder = ISO_8859_1.newDecoder();
  private final ArrayDeque<Fault> faults = new ArrayDeque<>();
  private int at;
  private int end;
  private boolean isEnded = true;

  CsvFeed(Lines lines, char delimiter) {
    this.lines = lines;
    this.delimiter = delimiter;
  }

  @Override
  public int read(char[] chars, int from, int length) {
    int count = 0;
    while (count < length && (!isEnded || advance())) {
      int some = Math.min(length - count, end - at);
      decoder.decode(
          ByteBuffer.wrap(lines.bytes(), at, some),
          CharBuffer.wrap(chars, from + count, some),
          false);
      at += some;
      count += some;
      if (at == end && count < length) {
        chars[from + count++] = '\n';
        isEnded = true;
      }
    }
    return count == 0 && length > 0 ? -1 : count;
  }

  private boolean advance() {
    if (!lines.next()) {
      return false;
    }
    String fault = fault();
    if (fault != null) {
      faults.add(Fault.ofRow(lines.number(), fault));
    }
    at = lines.start();
    end = fault == null ? lines.end() : at;
    isEnded = false;
    return true;
  }

  /** What is wrong with the line as a whole; null if nothing is. */
  private String fault() {
    if (lines.isTooLong()) {
      return "the line has more than %d bytes; is it a table?".formatted(Lines.MOST_BYTES);
    }
    if (lines.hasReturn()) {
      return "a carriage return stands within the line; lines end with \\n or \\r\\n";
    }
    return lines.hasQuote() ? quoteFault() : null;
  }

  private String quoteFault() {
    byte[] bytes = lines.bytes();
    int i = lines.start();
    while (i < lines.end()) {
      if (bytes[i] == '"') {
        i = endOfQuoted(bytes, i + 1);
        if (i < 0) {
          return "a quoted value does not end on its line; quoted values hold no line breaks";
        }
        if (i < lines.end() && bytes[i] != delimiter) {
          return "a closing quote is followed by other characters";
        }
      } else {
        while (i < lines.end() && bytes[i] != delimiter) {
          if (bytes[i++] == '"') {
            return "a quote stands within a value that does not begin with one";
          }
        }
      }
      i++;
    }
    return null;
  }

  /** The place after the closing quote; -1 without one. Two quotes are one character. */
  private int endOfQuoted(byte[] bytes, int from) {
    for (int i = from; i < lines.end(); i++) {
      if (bytes[i] == '"') {
        if (i + 1 == lines.end() || bytes[i + 1] != '"') {
          return i + 1;
        }
        i++;
      }
    }
    return -1;
  }

  /** The fault for which an empty line was put in the place of this one; null if it is itself. */
  Fault takeFault(long line) {
    return !faults.isEmpty() && faults.peek().line() == line ? faults.remove() : null;
  }

  /** Nothing to do: who has opened the lines closes them. */
  @Override
  public void close() {}
}
