package dev.lockstep.rows.text;

import dev.lockstep.io.IoFault;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The lines of a piece, one after the other, in a buffer that grows to the longest. A line ends
 * with {@code \n} or {@code \r\n}; the last one may end without. Not thread-safe.
 */
final class Lines implements AutoCloseable {
  private static final int MOST_BYTES = 1 << 26;
  private static final int BUFFER = 1 << 17;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** {@code '"' + 1} in each of eight bytes. */
  private static final long FIRST_ORDINARY = 0x2323232323232323L;

  private static final long TOP_BITS = 0x8080808080808080L;
  private static final int LITTLE = 512;

  private final String file;
  private final InputStream in;
  private final long limit;
  private final boolean isStart;
  private byte[] buffer;
  private int filled;

  /** Where the next line begins, and how far it has been looked at. */
  private int next;

  private int looked;

  /** Bytes before the buffer's first. */
  private long dropped;

  private long number;
  private int start;
  private int end;
  private boolean hasQuote;
  private int returns;
  private boolean isTooLong;

  /**
   * Starts at the beginning of a stream.
   *
   * @param limit lines that begin at this byte or later belong to the next piece
   * @param skipsFirst whether what comes before the first line end belongs to the piece before
   */
  Lines(String file, InputStream in, long limit, boolean skipsFirst) {
    this.file = file;
    this.in = in;
    this.limit = limit;
    isStart = !skipsFirst;
    buffer = new byte[(int) Math.min(BUFFER, Math.min(BUFFER, limit) + LITTLE)];
    if (skipsFirst) {
      next();
      number = 0;
    }
  }

  /**
   * Goes to the next line.
   *
   * @return false if there is none
   */
  boolean next() {
    if (dropped + next >= limit) {
      return false;
    }
    hasQuote = false;
    isTooLong = false;
    returns = 0;
    looked = next;
    boolean isThere = findEnd();
    if (!isThere && looked == next && !isTooLong) {
      return false;
    }
    start = next;
    end = isThere ? looked - 1 : looked;
    next = looked;
    number++;
    if (end > start && buffer[end - 1] == '\r') {
      end--;
      returns--;
    }
    if (number == 1 && isStart && startsWithMark()) {
      start += 3;
    }
    return true;
  }

  /**
   * Joins the next line to this one, with the line end that stands between them. The bytes may
   * move.
   *
   * @return false at the end of the file, where the line stays as it is
   */
  boolean extend() {
    int length = next - start;
    int shorter = end - start;
    next = start; // so that what is there is kept
    looked = start + length;
    boolean isThere = findEnd();
    boolean isLonger = isTooLong || looked > next + length;
    start = next;
    end = isLonger ? looked - (isThere ? 1 : 0) : start + shorter;
    next = looked;
    if (isLonger) {
      number++;
      if (end > start && buffer[end - 1] == '\r') {
        end--;
        returns--;
      }
    }
    return isLonger;
  }

  /** The byte order mark that some programs put before UTF-8. */
  private boolean startsWithMark() {
    return end - start >= 3
        && buffer[start] == (byte) 0xef
        && buffer[start + 1] == (byte) 0xbb
        && buffer[start + 2] == (byte) 0xbf;
  }

  /** Looks for the line end, fetching what is needed; false at the end of the file. */
  private boolean findEnd() {
    do {
      while (looked < filled) {
        if (filled - looked >= Long.BYTES && areOrdinary((long) LONGS.get(buffer, looked))) {
          looked += Long.BYTES;
        } else if (isEndNear()) {
          return true;
        }
      }
    } while (fetch());
    return false;
  }

  /** Whether none of eight bytes is {@code '"'} or below: all are digits, letters, commas. */
  private static boolean areOrdinary(long bytes) {
    return ((bytes - FIRST_ORDINARY) & ~bytes & TOP_BITS) == 0;
  }

  /** Looks for the line end among the next eight bytes. */
  private boolean isEndNear() {
    int stop = Math.min(filled, looked + Long.BYTES);
    while (looked < stop) {
      byte b = buffer[looked++];
      if (b == '\n') {
        return true;
      } else if (b == '"') {
        hasQuote = true;
      } else if (b == '\r') {
        returns++;
      }
    }
    return false;
  }

  private boolean fetch() {
    if (isTooLong || filled - next > MOST_BYTES) {
      isTooLong = true;
      dropped += filled;
      filled = 0;
      looked = 0;
      next = 0;
    } else if (next > 0) {
      dropped += next;
      System.arraycopy(buffer, next, buffer, 0, filled - next);
      filled -= next;
      looked -= next;
      next = 0;
    }
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * filled);
    }
    int count = read();
    filled += Math.max(0, count);
    return count > 0;
  }

  private int read() {
    try {
      return in.read(buffer, filled, buffer.length - filled);
    } catch (IOException e) {
      throw IoFault.of(file, e);
    }
  }

  /** The number of the line, from 1 for the first of the piece; how many there were, at the end. */
  long number() {
    return number;
  }

  /** Holds the line from {@link #start} up to {@link #end} until the next one is asked for. */
  byte[] bytes() {
    return buffer;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  boolean hasQuote() {
    return hasQuote;
  }

  /** Whether a carriage return stands within the line. */
  boolean hasReturn() {
    return returns > 0;
  }

  /** Whether the line is too long, so that its bytes are not there. */
  boolean isTooLong() {
    return isTooLong;
  }

  /** What is wrong with a line that is too long. */
  static String tooLong() {
    return "the line has more than %d bytes; is it a table?".formatted(MOST_BYTES);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw IoFault.of(file, e);
    }
  }
}
