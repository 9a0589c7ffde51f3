package dev.lockstep.pack;

import dev.lockstep.rows.Permutation;
import dev.lockstep.rows.Scaling;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import scala.Tuple2;

/** Packs the rows of chunks in file order for the chunks of an epoch with an order of its own. */
public final class RepackRows implements PairFlatMapFunction<Iterator<Chunk>, ChunkKey, RowBuffer> {
  private static final long serialVersionUID = 1L;

  private final MiniBatchPlan plan;
  private final Scaling scaling;
  private final Permutation order;

  public RepackRows(MiniBatchPlan plan, Scaling scaling, Permutation order) {
    this.plan = plan;
    this.scaling = scaling;
    this.order = order;
  }

  @Override
  public Iterator<Tuple2<ChunkKey, RowBuffer>> call(Iterator<Chunk> chunks) {
    return new Packing(plan, scaling, new Rows(chunks));
  }

  /** The rows of chunks, one after the other. */
  private final class Rows implements Iterator<PlacedRow> {
    private final Iterator<Chunk> chunks;
    private Chunk chunk;
    private int row;

    Rows(Iterator<Chunk> chunks) {
      this.chunks = chunks;
    }

    @Override
    public boolean hasNext() {
      while ((chunk == null || row == chunk.rows()) && chunks.hasNext()) {
        chunk = chunks.next();
        row = 0;
      }
      return chunk != null && row < chunk.rows();
    }

    @Override
    public PlacedRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      long place = order.placeOf(chunk.index(row));
      return new PlacedRow(place, chunk.classes()[row], chunk.row(row++), chunk.areRaw());
    }
  }
}
