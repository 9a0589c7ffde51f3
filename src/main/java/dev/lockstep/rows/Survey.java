package dev.lockstep.rows;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction;

/**
 * What is known of some rows without keeping them: sums and minima, so that the surveys of disjoint
 * rows merge, in any order, to the survey of all.
 *
 * <p>That N indices are 0 ... N - 1, each once, is seen from their number and from the sum of a
 * 64-bit hash of each: other indices have the same sum with a probability of 2^-64.
 */
final class Survey implements Serializable {
  private static final long serialVersionUID = 1L;

  private long rows;
  private long indexHash;
  private long lowest = Long.MAX_VALUE;
  private long highest = Long.MIN_VALUE;
  private final HashMap<String, Long> labels = new HashMap<>();
  private final HashMap<Integer, Long> lengths = new HashMap<>();

  void add(LabeledVector row) {
    long index = row.index();
    rows++;
    indexHash += SplitMix64.hash(index);
    lowest = Math.min(lowest, index);
    highest = Math.max(highest, index);
    labels.merge(row.label(), index, Math::min);
    lengths.merge(row.features().size(), index, Math::min);
  }

  void merge(Survey other) {
    rows += other.rows;
    indexHash += other.indexHash;
    lowest = Math.min(lowest, other.lowest);
    highest = Math.max(highest, other.highest);
    other.labels.forEach((label, row) -> labels.merge(label, row, Math::min));
    other.lengths.forEach((length, row) -> lengths.merge(length, row, Math::min));
  }

  long rows() {
    return rows;
  }

  long lowest() {
    return lowest;
  }

  long highest() {
    return highest;
  }

  /** Whether the indices are 0 ... rows - 1, each once. */
  boolean isNumbered() {
    long expected = 0;
    for (long index = 0; index < rows; index++) {
      expected += SplitMix64.hash(index);
    }
    return indexHash == expected;
  }

  /** Every label with the lowest index of its rows. */
  Map<String, Long> labels() {
    return labels;
  }

  /** Every vector length with the lowest index of its rows. */
  Map<Integer, Long> lengths() {
    return lengths;
  }

  /** Surveys the rows of one partition. */
  static final class OfPartition implements FlatMapFunction<Iterator<LabeledVector>, Survey> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<Survey> call(Iterator<LabeledVector> rows) {
      Survey survey = new Survey();
      rows.forEachRemaining(survey::add);
      return List.of(survey).iterator();
    }
  }
}
