package dev.lockstep.evaluate.order;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/**
 * All rows that were scored.
 *
 * @param rows group by group, kept by Spark
 * @param size how many rows there are
 * @param areWeighted whether rows count differently
 * @param unit of their weights
 */
public record ScoredSet(JavaRDD<ScoredRows> rows, long size, boolean areWeighted, WeightUnit unit) {

  /** Goes through all rows in one Spark job. */
  public <G extends Gathered<G>> G gather(G none) {
    return rows.mapPartitions(groups -> List.of(gather(none.none(), groups)).iterator())
        .treeReduce(Gathered::merge);
  }

  private static <G extends Gathered<G>> G gather(G gathered, Iterator<ScoredRows> groups) {
    groups.forEachRemaining(gathered::add);
    return gathered;
  }
}
