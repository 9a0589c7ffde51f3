package dev.lockstep.rows;

import java.io.Serializable;

/** Which of N rows are test rows, and how many of them come before a row. */
final class TestRows implements Serializable {
  private static final long serialVersionUID = 1L;

  /** How many rows are counted at once: a row far from the one before costs half as many hashes. */
  private static final int COUNTED = 1 << 14;

  private final double fraction;
  private final long seed;

  /** How many test rows come before each multiple of {@link #COUNTED}. */
  private final long[] before;

  private TestRows(double fraction, long seed, long[] before) {
    this.fraction = fraction;
    this.seed = seed;
    this.before = before;
  }

  /** Counts the test rows among 0 ... size - 1: some nanoseconds a row. */
  static TestRows of(long size, double fraction, long seed) {
    TestRows rows = new TestRows(fraction, seed, new long[Math.toIntExact(size / COUNTED + 1)]);
    for (int i = 1; i < rows.before.length; i++) {
      long end = (long) i * COUNTED;
      rows.before[i] = rows.before[i - 1] + rows.count(end - COUNTED, end);
    }
    return rows;
  }

  /** Whether row i is one. */
  boolean contain(long row) {
    return SplitMix64.fraction(SplitMix64.hash(seed, row)) < fraction;
  }

  /** How many there are before row i. */
  long before(long row) {
    int counted = (int) (row / COUNTED);
    return before[counted] + count((long) counted * COUNTED, row);
  }

  private long count(long from, long to) {
    long count = 0;
    for (long row = from; row < to; row++) {
      count += contain(row) ? 1 : 0;
    }
    return count;
  }

  /** For rows that mostly follow each other. */
  Cursor cursor() {
    return new Cursor();
  }

  /** Numbers rows of either kind, each from 0. */
  final class Cursor {
    private long row;
    private long before;

    /** The number of a row among those of its kind. */
    long numberOf(long next) {
      before =
          next >= row && next - row < COUNTED
              ? before + count(row, next)
              : TestRows.this.before(next);
      row = next;
      return contain(row) ? before : row - before;
    }
  }
}
