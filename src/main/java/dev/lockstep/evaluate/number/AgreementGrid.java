package dev.lockstep.evaluate.number;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many rows have which true and which predicted number, on a square grid: cell (i, j) holds
 * truths from {@link #edge edge(i)} up to below {@code edge(i + 1)}, and predictions from {@code
 * edge(j)} up to below {@code edge(j + 1)}.
 *
 * <p>Edges are whole multiples of a power of two, the least with which {@link #MOST} cells reach
 * from the least number to the greatest. Two neighbours of such cells are one of the next power, so
 * rows are counted, in any order and number of parts, before their range is known.
 *
 * @param power a cell is 2^power wide
 * @param first the low edge of cell 0, in cells from 0
 * @param side cells in each direction; 0 without rows
 * @param cells those with rows, by truth, then by prediction
 * @param beyond rows whose prediction is infinite
 */
public record AgreementGrid(int power, long first, int side, List<Cell> cells, long beyond)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** At most so many cells in each direction, and at least half of them where numbers differ. */
  public static final int MOST = 64;

  /** The rows of a cell, at least one. */
  public record Cell(int truth, int predicted, long rows) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /** Copies the list. */
  public AgreementGrid {
    cells = List.copyOf(cells);
  }

  /** Where cell i begins, and the cell before it ends. */
  public double edge(int i) {
    return Math.scalb((double) (first + i), power);
  }

  /** The same rows in at most so many cells in each direction, at least 2. */
  public AgreementGrid within(int most) {
    int shift = 0;
    while (((first + side - 1) >> shift) - (first >> shift) >= most) {
      shift++;
    }
    long low = first >> shift;
    Map<List<Integer>, Long> rows = new LinkedHashMap<>();
    for (Cell cell : cells) {
      int truth = (int) (((first + cell.truth) >> shift) - low);
      int predicted = (int) (((first + cell.predicted) >> shift) - low);
      rows.merge(List.of(truth, predicted), cell.rows, Long::sum);
    }
    List<Cell> wider =
        rows.entrySet().stream()
            .map(e -> new Cell(e.getKey().get(0), e.getKey().get(1), e.getValue()))
            .sorted(Comparator.comparingInt(Cell::truth).thenComparingInt(Cell::predicted))
            .toList();
    int wide = (int) (((first + side - 1) >> shift) - low + 1);
    return new AgreementGrid(power + shift, low, wide, wider, beyond);
  }

  /** Counts rows. Not thread-safe. */
  static final class Builder implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Numbers that differ by less than 2^-20 of the greatest lie in one cell. */
    private static final int FINEST = 20;

    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;
    private int power = 2 * Double.MIN_EXPONENT;
    private long first;
    private long[] rows = new long[MOST * MOST];
    private long beyond;

    /** Counts a row whose true number is finite. */
    void add(double truth, double predicted) {
      if (!Double.isFinite(predicted)) {
        beyond++;
        return;
      }
      cover(Math.min(truth, predicted), Math.max(truth, predicted));
      add(index(truth, power), index(predicted, power), 1);
    }

    /** Counts all rows of another. */
    void addAll(Builder other) {
      beyond += other.beyond;
      if (other.least <= other.greatest) {
        cover(other.least, other.greatest);
        addCells(other.rows, other.first, power - other.power);
      }
    }

    private void add(long truth, long predicted, long count) {
      rows[(int) (truth - first) * MOST + (int) (predicted - first)] += count;
    }

    private void addCells(long[] counts, long from, int shift) {
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] > 0) {
          add((from + i / MOST) >> shift, (from + i % MOST) >> shift, counts[i]);
        }
      }
    }

    private static long index(double number, int power) {
      long index = (long) Math.floor(Math.scalb(number, -power));
      return number < 0 ? Math.min(index, -1) : index; // it may be too small to be scaled
    }

    /** Makes room for two numbers. */
    private void cover(double low, double high) {
      if (low >= least && high <= greatest) {
        return;
      }
      least = Math.min(low, least);
      greatest = Math.max(high, greatest);
      int exponent = Math.getExponent(Math.max(Math.abs(least), Math.abs(greatest)));
      int wider = Math.max(power, exponent - FINEST);
      while (index(greatest, wider) - index(least, wider) >= MOST) {
        wider++;
      }
      if (wider > power || index(least, power) < first || index(greatest, power) >= first + MOST) {
        long[] before = rows;
        long from = first;
        int shift = Math.min(Long.SIZE - 1, wider - power);
        rows = new long[MOST * MOST];
        power = wider;
        first = index(least, power);
        addCells(before, from, shift);
      }
    }

    /** All that were counted. */
    AgreementGrid grid() {
      if (least > greatest) {
        return new AgreementGrid(0, 0, 0, List.of(), beyond);
      }
      long low = index(least, power);
      int side = (int) (index(greatest, power) - low + 1);
      List<Cell> cells = new ArrayList<>();
      for (int i = 0; i < side; i++) {
        for (int j = 0; j < side; j++) {
          int at = (int) (low - first + i) * MOST + (int) (low - first + j);
          if (rows[at] > 0) {
            cells.add(new Cell(i, j, rows[at]));
          }
        }
      }
      return new AgreementGrid(power, low, side, cells, beyond);
    }
  }
}
