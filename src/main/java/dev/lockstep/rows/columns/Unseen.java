package dev.lockstep.rows.columns;

import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.scale.RawColumns;
import dev.lockstep.scale.SourceColumn;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;

/** What rows lack of a column, and which of its levels training never saw. */
final class Unseen implements Serializable {
  private static final long serialVersionUID = 1L;

  private final SourceColumn source;
  private long missing;
  private long words;

  /** The first of the words, by UTF-16 unit; null for none. */
  private String example;

  private Unseen(SourceColumn source) {
    this.source = source;
  }

  SourceColumn source() {
    return source;
  }

  /** How many rows lack it. */
  long missing() {
    return missing;
  }

  /** How many rows have a level that training never saw. */
  long words() {
    return words;
  }

  String example() {
    return example;
  }

  /** Counts, in one Spark job, of each column that is not ignored. */
  static List<Unseen> count(Dataset rows, List<SourceColumn> sources, RawColumns raw) {
    return rows.blocks(1)
        .mapPartitions(new Count(sources, raw))
        .treeReduce(
            (one, other) -> {
              for (int k = 0; k < one.size(); k++) {
                one.get(k).add(other.get(k).missing, 0, null);
                one.get(k).add(0, other.get(k).words, other.get(k).example);
              }
              return one;
            });
  }

  private void add(long moreMissing, long moreWords, String word) {
    missing += moreMissing;
    words += moreWords;
    boolean isFirst = word != null && (example == null || word.compareTo(example) < 0);
    example = isFirst ? word : example;
  }

  private record Count(List<SourceColumn> sources, RawColumns raw)
      implements FlatMapFunction<Iterator<RowBlock>, List<Unseen>> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<List<Unseen>> call(Iterator<RowBlock> blocks) {
      List<EncodedColumn> columns = EncodedColumn.all(sources, raw);
      List<Unseen> unseen = new ArrayList<>();
      columns.forEach(column -> unseen.add(new Unseen(column.source())));
      while (blocks.hasNext()) {
        RowBlock block = blocks.next();
        double[] x = new double[block.rows() * block.width()];
        block.read(x);
        for (int k = 0; k < columns.size(); k++) {
          EncodedColumn column = columns.get(k);
          int[] places = column.placesOf(block);
          for (int i = column.at(); i < x.length; i += block.width()) {
            if (Double.isNaN(x[i])) {
              unseen.get(k).add(1, 0, null);
            } else if (places != null && places[(int) x[i]] == EncodedColumn.NONE) {
              unseen.get(k).add(0, 1, block.values().words(column.at()).get((int) x[i]));
            }
          }
        }
      }
      return List.of(unseen).iterator();
    }
  }
}
