package dev.lockstep.rows.text;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.rows.LeftOut;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.scale.RawColumns;
import dev.lockstep.scale.SourceColumn;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Some rows of a piece one after the other, at most 512, as executors keep them; maybe none.
 *
 * @param piece the number of the piece
 * @param block the rows, with numbers and places from 0 in the piece; null for none
 * @param left the rows that were left out since the rows before these
 * @param status what else is known of the piece up to here
 */
record ParsedRows(int piece, RowBlock block, List<Left> left, Status status)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * A row that was left out.
   *
   * @param place from 0 in the piece
   * @param reason why, and in which line of the piece
   */
  record Left(long place, Fault reason) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /**
   * What is known of a piece up to the end of these rows.
   *
   * @param lines how many lines
   * @param places how many rows, also such as were left out
   * @param unseen how many numbers were left out, of columns that training never saw
   * @param strange what is missing, and what is no number
   * @param fault the first row that is bad, or the first fault that is fatal; null if there is none
   * @param sha256 of the file, after the last rows of a piece that is a whole file; else empty
   */
  record Status(long lines, long places, long unseen, Strange strange, Fault fault, String sha256)
      implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /**
   * What is strange in the columns of x; nothing beyond the end of the arrays.
   *
   * @param gaps how many values of each are missing
   * @param words how many values of each are words, of a category or among numbers
   * @param wordRows how many rows were left out for such words
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  record Strange(long[] gaps, long[] words, long wordRows) implements Serializable {
    static final Strange NOTHING = new Strange(new long[0], new long[0], 0);
    private static final long serialVersionUID = 1L;

    /** The same with what is strange elsewhere. */
    Strange plus(Strange other) {
      return new Strange(sum(gaps, other.gaps), sum(words, other.words), wordRows + other.wordRows);
    }

    private static long[] sum(long[] one, long[] other) {
      long[] sum = Arrays.copyOf(one, Math.max(one.length, other.length));
      for (int j = 0; j < other.length; j++) {
        sum[j] += other[j];
      }
      return sum;
    }

    /** Whether a value may be missing in a row that was not left out. */
    boolean hasGaps() {
      return gaps.length > 0;
    }

    /**
     * The columns of x that were taken for numbers and are none: of the values that they have,
     * words are more than a few; or for true and false, and there is another word.
     *
     * @param raw what columns were taken for
     * @param rows how many rows there are, with those of words
     */
    Set<Integer> columnsOfWords(RawColumns raw, long rows) {
      List<RawColumns.Raw> read = raw.read();
      return IntStream.range(0, words.length)
          .filter(
              j ->
                  read.get(j).type() == SourceColumn.Type.BOOLEAN
                      ? words[j] > 0
                      : !read.get(j).isWords() && !areFew(words[j], present(j, rows)))
          .boxed()
          .collect(Collectors.toSet());
    }

    /**
     * Checks that no column was taken for a category by its first rows while all rows show that it
     * holds numbers, and a few words by mistake.
     *
     * @param raw what columns were taken for
     * @param rows how many rows there are, with those of words
     * @throws InvalidInputException naming the first of the words
     */
    void requireWords(RawColumns raw, long rows) {
      List<RawColumns.Raw> read = raw.read();
      for (int j = 0; j < read.size(); j++) {
        RawColumns.Raw column = read.get(j);
        long present = present(j, rows);
        long some = j < words.length ? words[j] : 0;
        boolean isByFirstRows = column.isWords() && !column.isNamed() && !column.note().isEmpty();
        if (isByFirstRows && present > 0 && areFew(some, present)) {
          throw new InvalidInputException(
              "Cannot read %s. %d of %d values of the column are numbers. If the word stands for a missing value, say so: --na; if numbers are names there: --categories."
                  .formatted(column.note(), present - some, present));
        }
      }
    }

    private long present(int column, long rows) {
      return rows - (column < gaps.length ? gaps[column] : 0);
    }

    private static boolean areFew(long words, long present) {
      return words <= (1 - CsvTraining.MOST_NUMBERS) * present;
    }
  }

  /** How many rows there are. */
  int rows() {
    return block == null ? 0 : block.rows();
  }

  /**
   * The rows in groups: one, or several where rows are wide.
   *
   * @param start of the piece
   * @param width d0
   */
  Iterator<RowBlock> groups(Start start, int width) {
    int size = RowBlock.rowsOf(width);
    return IntStream.iterate(0, from -> from < rows(), from -> from + size)
        .mapToObj(
            from -> {
              int count = Math.min(size, rows() - from);
              RowBlock group =
                  block.slice(from, count).in(start.row() + block.first() + from, width);
              return start.place() == start.row() && !block.hasPlaces()
                  ? group
                  : group.renumbered(
                      null,
                      LongStream.range(from, from + count)
                          .map(row -> start.place() + block.place((int) row))
                          .toArray());
            })
        .iterator();
  }

  /**
   * The rows that were left out.
   *
   * @param start of the piece
   */
  Iterator<LeftOut> leftOut(Start start) {
    return left.stream()
        .map(
            row ->
                new LeftOut(
                    start.place() + row.place(),
                    start.file(),
                    start.line() + row.reason().line(),
                    row.reason().text()))
        .iterator();
  }

  /**
   * Where a piece begins.
   *
   * @param row the number of its first row
   * @param place the place of its first row
   * @param file what messages call its file
   * @param line how many lines of the file come before it
   */
  record Start(long row, long place, String file, long line) implements Serializable {
    private static final long serialVersionUID = 1L;
  }
}
