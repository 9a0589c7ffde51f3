package dev.lockstep.rows.text;

import dev.lockstep.io.InputFile;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.DatasetInfo;
import dev.lockstep.rows.LeftOut;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.scale.ColumnStats;
import dev.lockstep.scale.Columns;
import dev.lockstep.scale.RawColumns;
import dev.lockstep.scale.ScaleKind;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The rows of a table: parsed once by the executors and kept there, in memory and on disk what does
 * not fit, until this is closed.
 *
 * @param parsed the rows of each piece
 * @param data the same as a data set
 */
record TableRows(JavaRDD<ParsedRows> parsed, Dataset data) implements AutoCloseable {
  /**
   * Reads a table, in one job.
   *
   * @param name what messages call the set
   * @param shares the pieces of each task
   * @param scale for which statistics of the columns are taken in passing, if it is learned;
   *     numbers that it cannot take are faults
   * @param mayRetype whether columns of numbers that turn out to hold words are read as such, in
   *     one more job
   */
  static TableRows read(
      String name,
      String path,
      List<List<Piece>> shares,
      TextFormat.Layout layout,
      ScaleKind scale,
      boolean skipsBadRows,
      boolean mayRetype,
      JavaSparkContext spark,
      Configuration configuration) {
    List<Piece> pieces = shares.stream().flatMap(List::stream).toList();
    Broadcast<SerializableConfiguration> hadoop =
        spark.broadcast(new SerializableConfiguration(configuration));
    JavaRDD<ParsedRows> parsed =
        spark
            .parallelize(shares, shares.size())
            .flatMap(new PieceReader.InTask(layout, scale, skipsBadRows, hadoop))
            .setName("rows of " + path)
            .persist(StorageLevel.MEMORY_AND_DISK());
    boolean takesStats =
        layout.isDense()
            && scale.isLearned()
            && layout.width() > 0
            && layout.raw().map(RawColumns::arePlain).orElse(true)
            && ColumnStats.areSmall(layout.width(), shares.size());
    JavaRDD<TableScan> scans =
        parsed.mapPartitions(
            new ScanRows(
                takesStats ? scale : scale.withoutLearning(),
                layout.columns(),
                layout.width(),
                layout.raw().orElse(null)));
    List<InputFile> cut =
        pieces.stream()
            .filter(piece -> piece.isFirst() && !piece.isWhole())
            .map(Piece::file)
            .toList();
    if (!cut.isEmpty()) {
      scans = spark.parallelize(cut, cut.size()).map(new ScanFile(hadoop)).union(scans);
    }
    try {
      spark.setJobDescription("Reading " + path);
      TableScan scan = scans.collect().stream().reduce(new TableScan(), TableScan::merge);
      Set<Integer> words =
          mayRetype && layout.raw().isPresent()
              ? scan.strange().columnsOfWords(layout.raw().orElseThrow(), scan.rows())
              : Set.of();
      if (!words.isEmpty()) {
        parsed.unpersist(false);
        TextFormat.Layout better = layout.withWords(words);
        return read(name, path, shares, better, scale, skipsBadRows, false, spark, configuration);
      }
      DatasetInfo info = scan.info(pieces, layout, skipsBadRows);
      layout.raw().ifPresent(raw -> scan.strange().requireWords(raw, scan.rows()));
      ParsedRows.Start[] starts = scan.starts(pieces);
      JavaRDD<RowBlock> groups = parsed.flatMap(new AsGroups(starts, info.features()));
      Dataset data =
          new Dataset(
              name, path, info, false, Dataset.Order.NEAR_GROUPS, slices -> groups, scan.columns());
      data = info.skipped() == 0 ? data : data.leavingOut(parsed.flatMap(new AsLeftOut(starts)));
      Optional<RawColumns> raw =
          layout.raw().map(columns -> columns.withGaps(scan.strange().hasGaps()));
      return new TableRows(parsed, raw.isPresent() ? data.ofTable(raw.get()) : data);
    } catch (Exception e) { // Spark throws its SparkException past the compiler
      parsed.unpersist(false);
      throw e;
    } finally {
      spark.setJobDescription(null);
    }
  }

  private record ScanRows(ScaleKind scale, Columns columns, int width, RawColumns raw)
      implements FlatMapFunction<Iterator<ParsedRows>, TableScan> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<TableScan> call(Iterator<ParsedRows> parts) {
      ColumnStats stats =
          scale.isLearned() ? new ColumnStats(scale, "train", columns, width, raw) : null;
      return List.of(TableScan.of(parts, stats, scale == ScaleKind.UNIT)).iterator();
    }
  }

  private record ScanFile(Broadcast<SerializableConfiguration> hadoop)
      implements Function<InputFile, TableScan> {
    private static final long serialVersionUID = 1L;

    @Override
    public TableScan call(InputFile file) {
      return TableScan.ofFile(file, hadoop.value().value());
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record AsGroups(ParsedRows.Start[] starts, int width)
      implements FlatMapFunction<ParsedRows, RowBlock> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<RowBlock> call(ParsedRows part) {
      return part.groups(starts[part.piece()], width);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record AsLeftOut(ParsedRows.Start[] starts)
      implements FlatMapFunction<ParsedRows, LeftOut> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<LeftOut> call(ParsedRows part) {
      return part.leftOut(starts[part.piece()]);
    }
  }

  /** Gives the executors' memory back, if they still have it: Spark may have been stopped. */
  @Override
  public void close() {
    if (!parsed.context().isStopped()) {
      parsed.unpersist(false);
    }
  }
}
