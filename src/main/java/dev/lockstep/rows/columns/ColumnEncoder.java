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
import java.util.function.Function;
import org.apache.commons.collections4.IteratorUtils;
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
   * Makes x of the training rows.
   *
   * @param rows that were learned of; others than those of a table are as they were
   * @param learned what the columns of x are made of
   */
  public static Dataset encodeTraining(Dataset rows, Columns learned) {
    return encode(
        rows,
        learned,
        raw -> ColumnLines.learned(rows.info().understood(), learned.sources(), raw));
  }

  /**
   * Makes x of other rows; one Spark job counts what is missing in them and what training never
   * saw, if anything may be.
   *
   * @param rows with the columns that were learned; others than those of a table are as they were
   * @param learned what the columns of x are made of
   */
  public static Dataset encode(Dataset rows, Columns learned) {
    return encode(
        rows,
        learned,
        raw ->
            ColumnLines.counted(
                rows.info().understood(),
                raw.arePlain() ? List.of() : Unseen.count(rows, learned.sources(), raw),
                learned.sources(),
                raw));
  }

  private static Dataset encode(
      Dataset rows, Columns learned, Function<RawColumns, List<Understood>> lines) {
    if (rows.raw().isEmpty() || learned.sources().isEmpty()) {
      return rows.raw().isEmpty() ? rows : rows.asX(rows.info());
    }
    RawColumns raw = rows.raw().get();
    Columns columns = rows.info().columns().madeOf(learned.sources(), learned.missing());
    DatasetInfo info = info(rows.info(), columns, lines.apply(raw));
    if (raw.arePlain() && info.features() == rows.features()) {
      return rows.asX(info);
    }
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(rows.blocks(1).context());
    return rows.made(info, new MakeX(spark.broadcast(columns), raw));
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

  /**
   * Makes x of blocks, one after the other.
   *
   * @param blocks of rows as they were read
   * @param sources what training has made of their columns
   * @param raw what they hold
   */
  public static Iterator<RowBlock> makeX(
      Iterator<RowBlock> blocks, List<SourceColumn> sources, RawColumns raw) {
    RowMaker maker = new RowMaker(sources, raw);
    return IteratorUtils.chainedIterator(
        IteratorUtils.transformedIterator(blocks, block -> maker.make(block).iterator()));
  }

  /** Makes the rows of a partition. */
  private record MakeX(Broadcast<Columns> learned, RawColumns raw)
      implements FlatMapFunction<Iterator<RowBlock>, RowBlock> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<RowBlock> call(Iterator<RowBlock> blocks) {
      return makeX(blocks, learned.value().sources(), raw);
    }
  }
}
