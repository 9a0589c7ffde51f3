package dev.lockstep.rows.text;

import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Numbers;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.rows.RowValues;
import dev.lockstep.rows.Targets;
import dev.lockstep.rows.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Gathers the rows of a piece, 512 or fewer at a time. Not thread-safe. */
final class RowBuilder {
  /** The most numbers of sparse rows before they are taken out. */
  private static final int MOST_SPARSE = 1 << 20;

  private static final int NO_CODE = -1;

  /** Words of a column that are remembered. */
  private static final int MOST_WORDS = 1 << 17;

  /** In the place of a weight where rows have none. */
  static final double NO_WEIGHT = -1;

  /** The most rows that were left out before they are handed on. */
  private static final int MOST_LEFT = 1 << 12;

  private final int piece;
  private long first;
  private long unseen;
  private Fault fault;

  /** How many rows there were, with those that were left out. */
  private long placed;

  private final long[] places = new long[RowBlock.ROWS];
  private final List<ParsedRows.Left> left = new ArrayList<>();

  /** The texts that rows keep; null for none. */
  private String[] texts;

  /** How much rows count; null where all count the same. */
  private double[] weights;

  private int rows;
  private int width = -1;
  private double[] numbers = {};
  private int count;
  private int[] starts = new int[RowBlock.ROWS + 1];
  private int[] columns = {};

  private final Names labels = new Names(Classes.MOST, Classes::shortest);
  private final int[] codes = new int[RowBlock.ROWS];

  /** The words of each column up to the last that holds some; null for one of numbers. */
  private Names[] words = {};

  /** Of each column how many values are missing, and how many are words. */
  private long[] gaps = {};

  private long[] strangers = {};
  private long wordRows;

  /** Whether a fault was found that ends the piece, unless bad rows are left out. */
  private boolean isBad;

  /** Names of a piece, and of those of the rows gathered the indices. */
  private static final class Names {
    private final int most;
    private final UnaryOperator<String> shortest;
    private final Map<String, Name> byText = new HashMap<>();
    private final Map<String, Name> byName = new HashMap<>();
    private final List<Name> gathered = new ArrayList<>();

    /** A name, and its index if it is one of the rows gathered. */
    private static final class Name {
      private final String text;
      private int code = NO_CODE;

      Name(String text) {
        this.text = text;
      }
    }

    /**
     * No names.
     *
     * @param most so many are remembered from one gathering to the next
     * @param shortest the name that a text stands for
     */
    Names(int most, UnaryOperator<String> shortest) {
      this.most = most;
      this.shortest = shortest;
    }

    /** The index of the name that a text stands for. */
    int codeOf(String text) {
      // No branch for a text that is new: HotSpot would take it for one that never is, and compile
      // all that reads a row again for each piece.
      Name name = byText.computeIfAbsent(text, this::nameOf);
      if (name.code == NO_CODE) {
        name.code = gathered.size();
        gathered.add(name);
      }
      return name.code;
    }

    private Name nameOf(String text) {
      return byName.computeIfAbsent(shortest.apply(text), Name::new);
    }

    /** Begins a new gathering. */
    void clear() {
      gathered.forEach(name -> name.code = NO_CODE);
      gathered.clear();
      if (byText.size() > most) { // such names hardly come again
        byText.clear();
        byName.clear();
      }
    }

    Words gathered() {
      return Words.of(gathered.stream().map(name -> name.text).toList());
    }
  }

  /** Before the first row of a piece of that number. */
  RowBuilder(int piece) {
    this.piece = piece;
  }

  /** Adds a row of which all numbers are given; the array is copied. */
  void addDense(double[] row, String label) {
    addDense(row, label, NO_WEIGHT, null);
  }

  /**
   * The same of a row with a weight and a text to keep, as all rows have or none.
   *
   * @param weight {@link #NO_WEIGHT} for none
   * @param text null for none
   */
  void addDense(double[] row, String label, double weight, String text) {
    width = row.length;
    if (weight != NO_WEIGHT) {
      weights = weights == null ? new double[RowBlock.ROWS] : weights;
      weights[rows] = weight;
    }
    if (rows == 0) {
      reserve(RowBlock.rowsOf(width) * width);
    }
    addNumbers(row, width);
    if (text != null) {
      texts = texts == null ? new String[RowBlock.ROWS] : texts;
      texts[rows] = text;
    }
    endRow(label);
  }

  /** Adds a row of which some numbers are given, from left to right; the arrays are copied. */
  void addSparse(int[] rowColumns, double[] row, int length, String label) {
    if (count + length > columns.length) {
      columns = Arrays.copyOf(columns, Math.max(count + length, 2 * columns.length));
    }
    System.arraycopy(rowColumns, 0, columns, count, length);
    reserve(columns.length);
    addNumbers(row, length);
    starts[rows + 1] = count;
    endRow(label);
  }

  private void reserve(int room) {
    if (room > numbers.length) {
      numbers = Arrays.copyOf(numbers, room);
    }
  }

  private void addNumbers(double[] row, int length) {
    System.arraycopy(row, 0, numbers, count, length);
    count += length;
  }

  private void endRow(String name) {
    if (name != null) {
      codes[rows] = labels.codeOf(name);
    }
    places[rows++] = placed++;
  }

  /** What stands in the next row for a word of a column. */
  double codeOf(int column, String word) {
    return wordsOf(column).codeOf(word);
  }

  /**
   * Says that a row lacks a value.
   *
   * @param isWord whether the column holds words, or else numbers
   */
  void addGap(int column, boolean isWord) {
    gaps = counted(gaps, column);
    if (isWord) {
      wordsOf(column);
    }
  }

  private static long[] counted(long[] counts, int column) {
    long[] more = column < counts.length ? counts : Arrays.copyOf(counts, column + 1);
    more[column]++;
    return more;
  }

  /** Says that a row has a word in a column, of a category or among numbers. */
  void addWord(int column) {
    strangers = counted(strangers, column);
  }

  /** Leaves out a row with words among its numbers. */
  void rejectWords(Fault first) {
    wordRows++;
    reject(first);
  }

  private Names wordsOf(int column) {
    words = column < words.length ? words : Arrays.copyOf(words, column + 1);
    if (words[column] == null) {
      words[column] = new Names(MOST_WORDS, UnaryOperator.identity());
    }
    return words[column];
  }

  /** Counts numbers that were left out of the next row, since training never saw their columns. */
  void addUnseen(int numbers) {
    unseen += numbers;
  }

  /** Leaves out a row. */
  void reject(Fault reason) {
    left.add(new ParsedRows.Left(placed++, reason));
    isBad |= !reason.isMissing() && !reason.isWord();
    if (!reason.isMissing() && (fault == null || (reason.isFatal() && !fault.isFatal()))) {
      fault = reason;
    }
  }

  /** Whether the rest of the piece need not be read. */
  boolean isOver(boolean skipsBadRows) {
    return fault != null && (fault.isFatal() || (isBad && !skipsBadRows));
  }

  /** Whether the rows are to be taken out before the next one comes. */
  boolean isFull() {
    return left.size() >= MOST_LEFT
        || (width < 0
            ? rows == RowBlock.ROWS || count >= MOST_SPARSE
            : rows == RowBlock.rowsOf(width));
  }

  /**
   * Takes the rows out.
   *
   * @param lines how many lines there were so far
   * @param sha256 of the file, if this is the end of it
   */
  ParsedRows build(long lines, String sha256) {
    ParsedRows built =
        new ParsedRows(
            piece,
            rows == 0 ? null : block(),
            List.copyOf(left),
            new ParsedRows.Status(lines, placed, unseen, strange(), fault, sha256));
    first += rows;
    left.clear();
    rows = 0;
    count = 0;
    labels.clear();
    Arrays.stream(words).filter(Objects::nonNull).forEach(Names::clear);
    return built;
  }

  /** One for all pieces without: Spark walks over all that it keeps to know its size. */
  private ParsedRows.Strange strange() {
    return gaps.length == 0 && strangers.length == 0 && wordRows == 0
        ? ParsedRows.Strange.NOTHING
        : new ParsedRows.Strange(gaps.clone(), strangers.clone(), wordRows);
  }

  private RowBlock block() {
    Numbers kept = Numbers.of(numbers, count);
    if (kept.areIn(numbers)) {
      numbers = new double[0];
    }
    int[] columnsOfRows = Arrays.copyOf(columns, width < 0 ? count : 0);
    RowValues values =
        width < 0
            ? RowValues.sparse(
                1 + Arrays.stream(columnsOfRows).max().orElse(-1),
                Arrays.copyOf(starts, rows + 1),
                columnsOfRows,
                kept)
            : RowValues.dense(width, kept).withWords(wordsOfRows());
    Words names = labels.gathered();
    RowBlock block =
        names.isEmpty()
            ? new RowBlock(first, rows, values, null, null)
            : new RowBlock(
                first,
                rows,
                values,
                Targets.ofClasses(Arrays.copyOf(codes, rows))
                    .withWeights(weights == null ? null : Arrays.copyOf(weights, rows)),
                names);
    block = texts == null ? block : block.keeping(Arrays.copyOf(texts, rows));
    boolean areNumbers = places[0] == first && places[rows - 1] == first + rows - 1;
    return areNumbers ? block : block.renumbered(null, Arrays.copyOf(places, rows));
  }

  /** The words of all columns, null for one of numbers; null if none has words. */
  private Words[] wordsOfRows() {
    if (words.length == 0) {
      return null;
    }
    Words[] perColumn = new Words[width];
    for (int j = 0; j < words.length; j++) {
      perColumn[j] = words[j] == null ? null : words[j].gathered();
    }
    return perColumn;
  }
}
