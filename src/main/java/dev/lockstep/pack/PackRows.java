package dev.lockstep.pack;

import dev.lockstep.rows.Classes;
import dev.lockstep.rows.LabeledVector;
import dev.lockstep.rows.Scaling;
import java.util.Iterator;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.ml.linalg.Vector;
import scala.Tuple2;

/**
 * Packs the rows of one source partition, in any order, for the chunks that they belong to: as they
 * are where they can be scaled later, since then they take less room.
 */
public final class PackRows
    implements PairFlatMapFunction<Iterator<LabeledVector>, ChunkKey, RowBuffer> {
  private static final long serialVersionUID = 1L;

  private final MiniBatchPlan plan;
  private final Classes classes;
  private final Scaling scaling;

  public PackRows(MiniBatchPlan plan, Classes classes, Scaling scaling) {
    this.plan = plan;
    this.classes = classes;
    this.scaling = scaling;
  }

  @Override
  public Iterator<Tuple2<ChunkKey, RowBuffer>> call(Iterator<LabeledVector> rows) {
    return new Packing(
        plan,
        scaling,
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return rows.hasNext();
          }

          @Override
          public PlacedRow next() {
            LabeledVector row = rows.next();
            int t = classes.indexOf(row.label()).orElseThrow();
            boolean isRaw = scaling.isForLater(row.features());
            Vector x = isRaw ? row.features() : scaling.apply(row.features(), row.index());
            return new PlacedRow(row.index(), t, x, isRaw);
          }
        });
  }
}
