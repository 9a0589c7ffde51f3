package dev.lockstep.rows;

import dev.lockstep.linalg.SparseRows;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers rows into a {@link RowBlock}: bytes as long as all numbers are bytes, doubles otherwise;
 * dense as long as all rows are. What comes out is dense or sparse by {@link
 * SparseRows#isWorthSparse}. To be used again and again. Not thread-safe.
 */
public final class BlockBuilder {
  private static final int FIRST_NUMBERS = 1 << 14;

  private final int width;
  private final int mostRows;
  private int rows;

  /** Numbers that are kept: in one of the two arrays. */
  private int count;

  private byte[] bytes;
  private boolean arePixels;
  private double[] doubles = {};

  /** Where the numbers of each row begin, and the column of each; null as long as all are dense. */
  private int[] starts;

  private int[] columns;

  /** The words of the rows, which are of one reading; null for none. */
  private Words[] words;

  private long[] places = {};
  private boolean hasPlaces;

  private final Targets.Builder targets = new Targets.Builder();
  private final Map<String, Integer> names = new LinkedHashMap<>();

  /** The labels of the block that was added last, and what their indices become here. */
  private Words lastNames;

  private int[] lastCodes;

  /**
   * An empty builder.
   *
   * @param width d0
   * @param mostRows that are ever gathered at once
   */
  public BlockBuilder(int width, int mostRows) {
    this.width = width;
    this.mostRows = mostRows;
  }

  /** How many rows there are. */
  public int rows() {
    return rows;
  }

  /** How many numbers are kept. */
  public int kept() {
    return count;
  }

  /**
   * Adds rows.
   *
   * @param block of the same width; all have targets of one kind or none, and the words of the
   *     first
   * @param row the first of them
   * @param n how many
   * @throws IllegalStateException if the block has other words
   */
  public void add(RowBlock block, int row, int n) {
    RowValues values = block.values();
    if (rows > 0 && !Arrays.equals(words, values.words())) {
      throw new IllegalStateException("Rows of two readings, whose words have other numbers");
    }
    words = values.words();
    int from = block.offset() + row;
    places = places.length < rows + n ? Arrays.copyOf(places, room(rows + n, 1)) : places;
    hasPlaces |= block.hasPlaces();
    for (int i = 0; i < n; i++) {
      places[rows + i] = block.place(row + i);
    }
    if (block.targets() != null) {
      targets.add(block.targets(), from, n, codes(block.names()));
    }
    if (values.areSparse()) {
      addSparse(values, from, n);
    } else if (starts == null) {
      addNumbers(values.numbers(), values.start(from), n * width);
    } else {
      double[] x = new double[width];
      for (int i = 0; i < n; i++) {
        values.read(from + i, 1, x, 0);
        addNonZeros(x, rows + i);
      }
    }
    rows += n;
  }

  private int room(int needed, int each) {
    long twice = Math.min(2L * needed, (long) mostRows * each);
    return (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, twice));
  }

  private int[] codes(Words given) {
    if (given != null && !given.equals(lastNames)) {
      lastNames = given;
      lastCodes = new int[given.size()];
      for (int code = 0; code < given.size(); code++) {
        lastCodes[code] = names.computeIfAbsent(given.get(code), name -> names.size());
      }
    }
    return given == null ? null : lastCodes;
  }

  private void addSparse(RowValues values, int from, int n) {
    if (starts == null) {
      toSparse();
    }
    int kept = values.kept(from, n);
    reserveSparse(rows + n, count + kept);
    values.readSparse(from, n, columns, count, starts, rows + 1);
    addNumbers(values.numbers(), values.start(from), kept);
  }

  private void reserveSparse(int rowsThen, int keptThen) {
    if (starts.length <= rowsThen) {
      starts = Arrays.copyOf(starts, room(rowsThen, 1) + 1);
    }
    if (columns.length < keptThen) {
      columns = Arrays.copyOf(columns, Math.max(keptThen, 2 * columns.length));
    }
  }

  /** Adds the numbers of a dense row that are not zero. */
  private void addNonZeros(double[] x, int row) {
    toDoubles();
    reserveSparse(row + 1, count + width);
    reserve(count + width);
    for (int j = 0; j < width; j++) {
      if (!isZero(x[j])) {
        columns[count] = j;
        doubles[count++] = x[j];
      }
    }
    starts[row + 1] = count;
  }

  private static boolean isZero(double number) {
    return Double.doubleToRawLongBits(number) == 0;
  }

  /** Adds numbers that are to be kept. */
  private void addNumbers(Numbers numbers, int from, int n) {
    if (count == 0 && numbers instanceof Bytes given) {
      bytes = bytes == null ? new byte[0] : bytes;
      arePixels = given.arePixels();
    } else if (count == 0) {
      bytes = null;
    }
    if (bytes != null && !(numbers instanceof Bytes given && given.arePixels() == arePixels)) {
      toDoubles();
    }
    reserve(count + n);
    if (bytes != null) {
      System.arraycopy(((Bytes) numbers).bytes(), from, bytes, count, n);
    } else {
      numbers.read(from, n, doubles, count);
    }
    count += n;
  }

  private void reserve(int needed) {
    int length = bytes != null ? bytes.length : doubles.length;
    if (needed > length) {
      int room = Math.max(needed, Math.min(FIRST_NUMBERS, room(needed, width)));
      room = length == 0 ? room : Math.max(room, room(needed, width));
      if (bytes != null) {
        bytes = Arrays.copyOf(bytes, room);
      } else {
        doubles = Arrays.copyOf(doubles, room);
      }
    }
  }

  private void toDoubles() {
    if (bytes != null) {
      Numbers before = new Bytes(bytes, arePixels);
      bytes = null;
      reserve(count);
      before.read(0, count, doubles, 0);
    }
  }

  /** Leaves out the zeros of the rows so far. */
  private void toSparse() {
    starts = new int[Math.max(16, rows) + 1];
    columns = new int[nonZeros()];
    int kept = 0;
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < width; j++) {
        int i = row * width + j;
        if (bytes != null ? bytes[i] != 0 : !isZero(doubles[i])) {
          columns[kept] = j;
          if (bytes != null) {
            bytes[kept++] = bytes[i];
          } else {
            doubles[kept++] = doubles[i];
          }
        }
      }
      starts[row + 1] = kept;
    }
    count = kept;
  }

  private int nonZeros() {
    int nonZeros = 0;
    for (int i = 0; i < count; i++) {
      nonZeros += (bytes != null ? bytes[i] == 0 : isZero(doubles[i])) ? 0 : 1;
    }
    return nonZeros;
  }

  /** Puts in the zeros that were left out. */
  private void toDense() {
    Numbers kept = numbers();
    double[] x = new double[rows * width];
    RowValues.sparse(width, Arrays.copyOf(starts, rows + 1), Arrays.copyOf(columns, count), kept)
        .read(0, rows, x, 0);
    starts = null;
    bytes = null;
    doubles = x;
    count = x.length;
  }

  private Numbers numbers() {
    if (bytes != null) {
      return new Bytes(Arrays.copyOf(bytes, count), arePixels);
    }
    Numbers kept = Numbers.of(doubles, count);
    if (kept.areIn(doubles)) {
      doubles = new double[0];
    }
    return kept;
  }

  private RowValues shortValues() {
    boolean isWorthSparse =
        SparseRows.isWorthSparse(rows, width, starts == null ? nonZeros() : count);
    if (starts == null && isWorthSparse) {
      toSparse();
    } else if (starts != null && !isWorthSparse) {
      toDense();
    }
    return starts == null
        ? RowValues.dense(width, numbers())
        : RowValues.sparse(
            width, Arrays.copyOf(starts, rows + 1), Arrays.copyOf(columns, count), numbers());
  }

  /**
   * Takes the rows out, which follow each other, in as few bytes as they allow.
   *
   * @param first the number of the first
   */
  public RowBlock build(long first) {
    return build(first, shortValues());
  }

  /** Takes the rows out as they are, to be read and dropped: nothing is made shorter. */
  public RowBlock buildPlain(long first) {
    Numbers plain =
        bytes != null
            ? new Bytes(Arrays.copyOf(bytes, count), arePixels)
            : new Doubles(Arrays.copyOf(doubles, count));
    return build(
        first,
        starts == null
            ? RowValues.dense(width, plain)
            : RowValues.sparse(
                width, Arrays.copyOf(starts, rows + 1), Arrays.copyOf(columns, count), plain));
  }

  private RowBlock build(long first, RowValues values) {
    Words labels = names.isEmpty() ? null : Words.of(List.copyOf(names.keySet()));
    RowBlock block = new RowBlock(first, rows, values.withWords(words), targets.build(), labels);
    block = hasPlaces ? block.renumbered(null, Arrays.copyOf(places, rows)) : block;
    rows = 0;
    count = 0;
    starts = null;
    hasPlaces = false;
    names.clear();
    lastNames = null;
    return block;
  }
}
