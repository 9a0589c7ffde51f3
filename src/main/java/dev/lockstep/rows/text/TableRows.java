package dev.lockstep.rows.text;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.ColumnSlices;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.Examples;
import dev.lockstep.rows.Facts;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.rows.ScaleKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
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
  private final boolean areDense;
  private final Facts facts;
  private final long groups;
  private final long[] firstRows;
  private final Optional<ColumnSlices> summary;

  private TableRows(String place, JavaRDD<ParsedRows> blocks, Layout layout, TableSurvey survey) {
    this.place = place;
    this.blocks = blocks;
    areDense = layout.isDense();
    facts = survey.facts(layout);
    groups = survey.groups();
    firstRows = survey.firstRows();
    summary = survey.columns();
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
      Layout layout,
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
            .flatMap(new ReadPieces(layout, skipsBadRows, hadoop))
            .setName("rows of " + place)
            .persist(StorageLevel.MEMORY_AND_DISK());
    JavaRDD<Finding> findings =
        blocks.mapPartitions(new FindOut.OfBlocks(subject(layout, scale, shares.size())));
    List<TableFile> cut =
        pieces.stream()
            .filter(piece -> piece.isFirst() && !piece.isWhole())
            .map(Piece::file)
            .collect(Collectors.toList());
    if (!cut.isEmpty()) {
      findings = spark.parallelize(cut, cut.size()).map(new FindOut.OfFile(hadoop)).union(findings);
    }
    try {
      spark.setJobDescription("Reading " + place);
      TableSurvey survey = new TableSurvey(pieces, findings.collect());
      survey.requireGood(skipsBadRows);
      return new TableRows(place, blocks, layout, survey);
    } catch (Exception e) { // Spark throws its SparkException past the compiler
      blocks.unpersist(false);
      throw e;
    } finally {
      spark.setJobDescription(null);
    }
  }

  /** What is to be summed up in passing; null if nothing is. */
  private static ColumnSlices.Subject subject(Layout layout, ScaleKind scale, int partitions) {
    if (!layout.isDense() || !scale.isLearned() || layout.width() == 0) {
      return null;
    }
    ColumnSlices.Subject subject =
        new ColumnSlices.Subject(scale, "train", layout.width(), layout.columns());
    return subject.isSmall(partitions) ? subject : null;
  }

  static String tooManyLabels() {
    return "The label column has more than %d different values. Name that of the class with --label."
        .formatted(PieceReader.MOST_LABELS);
  }

  /**
   * The rows as a data set.
   *
   * @param name what messages call it
   * @return of use until this is closed
   */
  public Dataset dataset(String name) {
    Dataset data =
        new Dataset(
            name, blocks.flatMap(new NumberRows.AsVectors(firstRows, facts.features())), facts);
    data = areDense ? data.withGroups(groupsOfRows()) : data;
    return summary.map(data::withSummary).orElse(data);
  }

  private JavaRDD<RowBlock> groupsOfRows() {
    return blocks.flatMap(new NumberRows.AsGroups(firstRows, facts.features()));
  }

  @Override
  public Facts facts() {
    return facts;
  }

  @Override
  public long groups() {
    return groups;
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
                .formatted(place, label.getValue(), Fault.shown(label.getKey()), classes));
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
