package dev.lockstep.data;

import java.util.Iterator;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import scala.Tuple2;

/** Packs the rows of one source partition, in any order, for the chunks that they belong to. */
final class PackRows implements PairFlatMapFunction<Iterator<LabeledVector>, ChunkKey, RowBuffer> {
  private static final long serialVersionUID = 1L;

  private final MiniBatchPlan plan;
  private final Classes classes;

  PackRows(MiniBatchPlan plan, Classes classes) {
    this.plan = plan;
    this.classes = classes;
  }

  @Override
  public Iterator<Tuple2<ChunkKey, RowBuffer>> call(Iterator<LabeledVector> rows) {
    return new Packing(
        plan,
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return rows.hasNext();
          }

          @Override
          public PlacedRow next() {
            LabeledVector row = rows.next();
            int t = classes.indexOf(row.label()).orElseThrow();
            return new PlacedRow(row.index(), t, row.features());
          }
        });
  }
}
