package dev.lockstep.rows;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.scale.Columns;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;

/**
 * What is known of some of a user's rows without keeping them: sums and minima, so that the scans
 * of disjoint rows merge, in any order, to the scan of all.
 *
 * <p>That N indices are 0 ... N - 1, each once, shows in their number and in the sum of a 64-bit
 * hash of each: other indices have the same sum with a probability of 2^-64.
 */
final class RowScan implements Serializable {
  private static final long serialVersionUID = 1L;

  private long rows;
  private long indexHash;
  private long lowest = Long.MAX_VALUE;
  private long highest = Long.MIN_VALUE;
  private boolean areWeighted;
  private final HashMap<String, Long> labels = new HashMap<>();
  private final HashMap<Integer, Long> lengths = new HashMap<>();

  /**
   * Looks through a data set, in one job.
   *
   * @param name its name in messages
   * @throws InvalidInputException as {@link Dataset#of} does
   */
  static DatasetInfo of(String name, JavaRDD<LabeledVector> rows) {
    RowScan scan = new RowScan();
    rows.mapPartitions(RowScan::ofPartition).collect().forEach(scan::merge);
    return scan.info(name);
  }

  static Iterator<RowScan> ofPartition(Iterator<LabeledVector> rows) {
    RowScan scan = new RowScan();
    rows.forEachRemaining(scan::add);
    return List.of(scan).iterator();
  }

  private void add(LabeledVector row) {
    long index = row.index();
    rows++;
    indexHash += SplitMix64.hash(index);
    lowest = Math.min(lowest, index);
    highest = Math.max(highest, index);
    addLabel(row.label(), index);
    areWeighted |= row.weight() != 1;
    lengths.merge(row.features().size(), index, Math::min);
  }

  /** As many as show that there are too many for classes. */
  private void addLabel(String label, long row) {
    if (labels.size() <= Classes.MOST) {
      labels.merge(label, row, Math::min);
    }
  }

  private void merge(RowScan other) {
    rows += other.rows;
    indexHash += other.indexHash;
    lowest = Math.min(lowest, other.lowest);
    highest = Math.max(highest, other.highest);
    areWeighted |= other.areWeighted;
    other.labels.forEach(this::addLabel);
    other.lengths.forEach((length, row) -> lengths.merge(length, row, Math::min));
  }

  private boolean isNumbered() {
    long expected = 0;
    for (long index = 0; index < rows; index++) {
      expected += SplitMix64.hash(index);
    }
    return indexHash == expected;
  }

  DatasetInfo info(String name) {
    if (rows == 0) {
      throw new InvalidInputException("The %s set has no rows.".formatted(name));
    }
    if (!isNumbered()) {
      throw new InvalidInputException(
          "The %s rows of the %s set are not numbered 0 to %s, each once (lowest %s, highest %s). Number them with zipWithIndex."
              .formatted(rows, name, rows - 1, lowest, highest));
    }
    List<Map.Entry<Integer, Long>> byFirstRow =
        lengths.entrySet().stream().sorted(Map.Entry.comparingByValue()).toList();
    int features = byFirstRow.get(0).getKey();
    if (byFirstRow.size() > 1) {
      throw new InvalidInputException(
          "Row %s of the %s set has %s features, row 0 has %s. Give every row the same."
              .formatted(byFirstRow.get(1).getValue(), name, byFirstRow.get(1).getKey(), features));
    }
    if (features == 0) {
      throw new InvalidInputException("The rows of the %s set have no features.".formatted(name));
    }
    Columns columns = areWeighted ? new Columns(List.of(), "weight", List.of()) : Columns.NONE;
    return new DatasetInfo(rows, List.of(features), Map.of(), labels, columns);
  }
}
