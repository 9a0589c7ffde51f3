package dev.lockstep.rows.text;

import dev.lockstep.io.InputFile;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.MessageText;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.ColumnSlices;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.Examples;
import dev.lockstep.rows.Facts;
import dev.lockstep.rows.LabeledVector;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.rows.ScaleKind;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
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
 */
public final class TableRows implements Examples, AutoCloseable {
  private final String place;
  private final JavaRDD<ParsedRows> blocks;
  private final TextFormat.Layout layout;
  private final TableScan scan;
  private final Facts facts;

  private TableRows(
      String place,
      JavaRDD<ParsedRows> blocks,
      TextFormat.Layout layout,
      TableScan scan,
      Facts facts) {
    this.place = place;
    this.blocks = blocks;
    this.layout = layout;
    this.scan = scan;
    this.facts = facts;
  }

  /**
   * Reads a table, in one job.
   *
   * @param shares the pieces of each task
   * @param scale for which the columns are summed up in passing, if it is learned
   */
  static TableRows read(
      String place,
      List<List<Piece>> shares,
      TextFormat.Layout layout,
      ScaleKind scale,
      boolean skipsBadRows,
      JavaSparkContext spark,
      Configuration configuration) {
    List<Piece> pieces = shares.stream().flatMap(List::stream).toList();
    Broadcast<SerializableConfiguration> hadoop =
        spark.broadcast(new SerializableConfiguration(configuration));
    JavaRDD<ParsedRows> blocks =
        spark
            .parallelize(shares, shares.size())
            .flatMap(new PieceReader.InTask(layout, skipsBadRows, hadoop))
            .setName("rows of " + place)
            .persist(StorageLevel.MEMORY_AND_DISK());
    JavaRDD<TableScan> scans =
        blocks.mapPartitions(new ScanRows(subject(layout, scale, shares.size())));
    List<InputFile> cut =
        pieces.stream()
            .filter(piece -> piece.isFirst() && !piece.isWhole())
            .map(Piece::file)
            .toList();
    if (!cut.isEmpty()) {
      scans = spark.parallelize(cut, cut.size()).map(new ScanFile(hadoop)).union(scans);
    }
    try {
      spark.setJobDescription("Reading " + place);
      TableScan scan = scans.collect().stream().reduce(new TableScan(), TableScan::merge);
      Facts facts = scan.facts(pieces, layout, skipsBadRows);
      return new TableRows(place, blocks, layout, scan, facts);
    } catch (Exception e) { // Spark throws its SparkException past the compiler
      blocks.unpersist(false);
      throw e;
    } finally {
      spark.setJobDescription(null);
    }
  }

  /** What is to be summed up in passing; null if nothing is. */
  private static ColumnSlices.Subject subject(
      TextFormat.Layout layout, ScaleKind scale, int partitions) {
    if (!layout.isDense() || !scale.isLearned() || layout.width() == 0) {
      return null;
    }
    ColumnSlices.Subject subject =
        new ColumnSlices.Subject(scale, "train", layout.width(), layout.columns());
    return subject.isSmall(partitions) ? subject : null;
  }

  private record ScanRows(ColumnSlices.Subject subject)
      implements FlatMapFunction<Iterator<ParsedRows>, TableScan> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<TableScan> call(Iterator<ParsedRows> blocks) {
      return List.of(TableScan.of(blocks, subject)).iterator();
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

  /**
   * The rows as a data set.
   *
   * @param name what messages call it
   * @return of use until this is closed
   */
  public Dataset dataset(String name) {
    Dataset data =
        new Dataset(name, blocks.flatMap(new AsVectors(scan.firstRows(), facts.features())), facts);
    data = layout.isDense() ? data.withGroups(groupsOfRows()) : data;
    return scan.columns().map(data::withSummary).orElse(data);
  }

  private JavaRDD<RowBlock> groupsOfRows() {
    return blocks.flatMap(new AsGroups(scan.firstRows(), facts.features()));
  }

  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record AsVectors(long[] firstRows, int width)
      implements FlatMapFunction<ParsedRows, LabeledVector> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<LabeledVector> call(ParsedRows block) {
      return block.vectors(firstRows[block.piece()], width);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record AsGroups(long[] firstRows, int width)
      implements FlatMapFunction<ParsedRows, RowBlock> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<RowBlock> call(ParsedRows block) {
      return block.groups(firstRows[block.piece()], width);
    }
  }

  @Override
  public Facts facts() {
    return facts;
  }

  @Override
  public long groups() {
    return scan.groups();
  }

  @Override
  public void requireFits(int inputs, Classes classes) {
    if (facts.features() != inputs) {
      throw new InvalidInputException(
          "Cannot use %s: its rows have %s features, the model takes %s. Use data of one kind."
              .formatted(place, facts.features(), inputs));
    }
    for (Map.Entry<String, Long> label : facts.labels().entrySet()) {
      if (classes.indexOf(label.getKey()).isEmpty()) {
        throw new InvalidInputException(
            "Cannot use %s: row %s has label %s, which the model does not know. Known labels: %s."
                .formatted(place, label.getValue(), MessageText.oneLine(label.getKey()), classes));
      }
    }
  }

  /** In the partitions in which the table was read. */
  @Override
  public JavaRDD<RowBlock> read(JavaSparkContext spark, int slices) {
    return groupsOfRows();
  }

  /** Gives the executors' memory back, if they still have it: Spark may have been stopped. */
  @Override
  public void close() {
    if (!blocks.context().isStopped()) {
      blocks.unpersist(false);
    }
  }
}
