package dev.lockstep.rows;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;

/**
 * The rows of a user's RDD, in blocks of at most 512, in any order.
 *
 * @param width numbers in a row
 * @param areWeighted whether any row weighs other than 1
 */
record VectorsToBlocks(int width, boolean areWeighted)
    implements FlatMapFunction<Iterator<LabeledVector>, RowBlock> {
  private static final long serialVersionUID = 1L;

  @Override
  public Iterator<RowBlock> call(Iterator<LabeledVector> rows) {
    return new FindingIterator<>() {
      @Override
      protected RowBlock find() {
        return rows.hasNext() ? gather(rows) : null;
      }
    };
  }

  private RowBlock gather(Iterator<LabeledVector> rows) {
    BlockBuilder builder = new BlockBuilder(width, RowBlock.rowsOf(width));
    long[] numbers = new long[RowBlock.rowsOf(width)];
    Map<String, Words> names = new HashMap<>();
    while (builder.rows() < numbers.length && rows.hasNext()) {
      LabeledVector row = rows.next();
      numbers[builder.rows()] = row.index();
      Targets target =
          Targets.ofClasses(new int[1])
              .withWeights(areWeighted ? new double[] {row.weight()} : null);
      Words label = names.computeIfAbsent(row.label(), name -> Words.of(List.of(name)));
      builder.add(new RowBlock(row.index(), 1, values(row.features()), target, label), 0, 1);
    }
    long[] given = Arrays.copyOf(numbers, builder.rows());
    return builder.buildPlain(given[0]).renumbered(given, null);
  }

  private RowValues values(Vector x) {
    if (x instanceof SparseVector sparse) {
      int[] starts = {0, sparse.indices().length};
      return RowValues.sparse(width, starts, sparse.indices(), new Doubles(sparse.values()));
    }
    return RowValues.dense(width, new Doubles(x.toArray()));
  }
}
