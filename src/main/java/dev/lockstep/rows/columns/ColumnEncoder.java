package dev.lockstep.rows.columns;

import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.DatasetInfo;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.rows.Understood;
import dev.lockstep.scale.Columns;
import dev.lockstep.scale.RawColumns;
import dev.lockstep.scale.SourceColumn;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.collections4.IteratorUtils;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;

/**
 * Makes x of the rows of a table by what the training rows taught of its columns, but for the
 * scaling: numbers are filled in, levels and indicators become columns of 1 and 0. Rows are sparse
 * where x mostly is.
 */
public final class ColumnEncoder {
  private ColumnEncoder() {}

  /**
   * Makes x of rows.
   *
   * @param rows of a table, with the columns that were learned; others are as they were
   * @param learned what the columns of x are made of
   * @return the rows of x, whose {@code understood} lines say what was done; one Spark job counts
   *     what training never saw, where there may be such
   */
  public static Dataset encode(Dataset rows, Columns learned) {
    if (rows.raw().isEmpty()) {
      return rows;
    }
    RawColumns raw = rows.raw().get();
    List<SourceColumn> sources = learned.sources();
    DatasetInfo info = rows.info();
    if (sources.isEmpty()) {
      return rows.asX(info);
    }
    Columns columns = info.columns().madeOf(sources);
    boolean isIdentity = raw.arePlain() && columns.features().size() == rows.features();
    List<Understood> lines = ColumnLines.of(info.understood(), sources, rows.size());
    if (isIdentity) {
      return rows.asX(info(info, columns, lines));
    }
    JavaRDD<RowBlock> blocks = rows.blocks(1);
    Broadcast<Columns> shared =
        JavaSparkContext.fromSparkContext(blocks.context()).broadcast(columns);
    return rows.made(info(info, columns, lines), new MakeX(shared, raw));
  }

  private static DatasetInfo info(DatasetInfo info, Columns columns, List<Understood> lines) {
    return new DatasetInfo(
        info.rows(),
        List.of(columns.features().size()),
        info.sha256(),
        info.labels(),
        columns,
        info.skipped(),
        lines);
  }

  /** Makes the rows of a partition. */
  private record MakeX(Broadcast<Columns> learned, RawColumns raw)
      implements FlatMapFunction<Iterator<RowBlock>, RowBlock> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<RowBlock> call(Iterator<RowBlock> blocks) {
      RowMaker maker = new RowMaker(learned.value().sources(), raw);
      return IteratorUtils.chainedIterator(
          IteratorUtils.transformedIterator(blocks, block -> maker.make(block).iterator()));
    }
  }
}
