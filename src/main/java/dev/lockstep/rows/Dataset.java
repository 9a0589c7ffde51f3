package dev.lockstep.rows;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.rows.idx.IdxFolder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;

/**
 * A named RDD of labelled vectors, and what is known of it before anything is trained: N rows of d0
 * features, numbered 0 ... N - 1, each once, in any order.
 *
 * <p>{@link IdxFolder} reads one from files; {@link #of} makes one of a user's own RDD.
 */
public final class Dataset {
  private final String name;
  private final JavaRDD<LabeledVector> rawRows;
  private final Optional<JavaRDD<RowBlock>> rawGroups;
  private final Optional<ColumnSlices> summary;
  private final Scaling scaling;
  private final JavaRDD<LabeledVector> rows;
  private final Facts facts;

  /**
   * A data set of which all is known: nothing is looked through.
   *
   * @param name what messages call it, such as {@code "train"}
   * @param rows numbered 0 ... N - 1, each once, in any order and partitioning
   * @param facts what is known of them
   */
  public Dataset(String name, JavaRDD<LabeledVector> rows, Facts facts) {
    this(name, rows, Optional.empty(), Optional.empty(), Scaling.none(), facts);
  }

  private Dataset(
      String name,
      JavaRDD<LabeledVector> rawRows,
      Optional<JavaRDD<RowBlock>> rawGroups,
      Optional<ColumnSlices> summary,
      Scaling scaling,
      Facts facts) {
    this.name = name;
    this.rawRows = rawRows;
    this.rawGroups = rawGroups;
    this.summary = summary;
    this.scaling = scaling;
    rows = scaling.kind() == ScaleKind.NONE ? rawRows : rawRows.map(new ScaleRow(scaling));
    this.facts = facts;
  }

  /** The same rows, scaled when they are asked for. */
  Dataset scaledBy(Scaling by) {
    boolean areRaw = scaling.kind() == ScaleKind.NONE;
    Optional<JavaRDD<RowBlock>> groups = areRaw ? rawGroups : Optional.empty();
    return new Dataset(name, rows, groups, Optional.empty(), by, facts);
  }

  /**
   * The same data set, whose rows can also be read in groups. On one machine they are packed out of
   * these, without a shuffle.
   *
   * @param groups all rows as they were read, in their order from partition to partition, with all
   *     their numbers; an RDD made without a shuffle
   * @return a data set of both
   */
  public Dataset withGroups(JavaRDD<RowBlock> groups) {
    return new Dataset(name, rawRows, Optional.of(groups), summary, scaling, facts);
  }

  /**
   * The same data set, whose columns were summed up while it was read.
   *
   * @param columns of all its rows, not scaled; unchanged from now on
   * @return a data set that knows them
   */
  public Dataset withSummary(ColumnSlices columns) {
    return new Dataset(name, rawRows, rawGroups, Optional.of(columns), scaling, facts);
  }

  /**
   * A data set of a user's own rows, looked through once by a Spark job.
   *
   * @param name what messages call it, such as {@code "train"}
   * @param rows numbered 0 ... N - 1, each once, in any order and partitioning; it is read again in
   *     training, so it is cached by the caller where reading it costs much
   * @return the data set
   * @throws InvalidInputException if there are no rows, they are numbered otherwise, or their
   *     vectors are empty or of more than one length
   */
  public static Dataset of(String name, JavaRDD<LabeledVector> rows) {
    Survey survey = new Survey();
    rows.mapPartitions(new Survey.OfPartition()).collect().forEach(survey::merge);
    if (survey.rows() == 0) {
      throw new InvalidInputException("The %s set has no rows.".formatted(name));
    }
    if (!survey.isNumbered()) {
      throw new InvalidInputException(
          "The %s rows of the %s set are not numbered 0 to %s, each once (lowest %s, highest %s). "
                  .formatted(
                      survey.rows(), name, survey.rows() - 1, survey.lowest(), survey.highest())
              + "Number them with zipWithIndex.");
    }
    List<Map.Entry<Integer, Long>> lengths =
        survey.lengths().entrySet().stream().sorted(Map.Entry.comparingByValue()).toList();
    int features = lengths.get(0).getKey();
    if (lengths.size() > 1) {
      throw new InvalidInputException(
          "Row %s of the %s set has %s features, row 0 has %s. Give every row the same."
              .formatted(lengths.get(1).getValue(), name, lengths.get(1).getKey(), features));
    }
    if (features == 0) {
      throw new InvalidInputException("The rows of the %s set have no features.".formatted(name));
    }
    Facts facts =
        new Facts(survey.rows(), List.of(features), Map.of(), survey.labels(), Columns.NONE, 0);
    return new Dataset(name, rows, facts);
  }

  /**
   * Checks that a network can be tried on this data set.
   *
   * @param inputs d0 of the network, or the features of the set that it is trained on
   * @param classes what the network tells apart
   * @throws InvalidInputException if the rows have another number of features or a label is no
   *     class
   */
  public void requireFits(int inputs, Classes classes) {
    if (features() != inputs) {
      throw new InvalidInputException(
          "The rows of the %s set have %s features, the network takes %s. Use data of one kind."
              .formatted(name, features(), inputs));
    }
    classes
        .firstUnknown(labels())
        .ifPresent(
            unknown -> {
              throw new InvalidInputException(
                  "Row %s of the %s set has label %s, which no training row has. Known labels: %s."
                      .formatted(unknown.getValue(), name, unknown.getKey(), classes));
            });
  }

  /**
   * What messages call it.
   *
   * @return such as {@code "train"} or {@code "test"}
   */
  public String name() {
    return name;
  }

  /**
   * The rows, numbered 0 ... N - 1, each once. Training scales rows by itself: to keep them for it,
   * cache those that are still to be scaled.
   *
   * @return an RDD that is not cached unless the caller of {@link #of} did so
   */
  public JavaRDD<LabeledVector> rows() {
    return rows;
  }

  /** The rows before they are scaled. */
  public JavaRDD<LabeledVector> rawRows() {
    return rawRows;
  }

  /** The same rows, in their order, before they are scaled; if they are to be had so. */
  public Optional<JavaRDD<RowBlock>> rawGroups() {
    return rawGroups;
  }

  /** What is known of the columns of {@link #rawRows}, if they were summed up. */
  Optional<ColumnSlices> summary() {
    return summary;
  }

  /** What is still to be done to {@link #rawRows}. */
  public Scaling scaling() {
    return scaling;
  }

  /**
   * The number of rows, N.
   *
   * @return 1 or more
   */
  public long size() {
    return facts.rows();
  }

  /**
   * The length of every row's vector, d0.
   *
   * @return 1 or more
   */
  public int features() {
    return facts.features();
  }

  /**
   * The files that hold it.
   *
   * @return file name, without {@code .gz}, to the SHA-256 of the unpacked bytes in hexadecimal;
   *     images first; empty for a user's own RDD
   */
  public Map<String, String> sha256() {
    return facts.sha256();
  }

  /**
   * The distinct labels.
   *
   * @return label to the number of its first row, in the order of these rows
   */
  public Map<String, Long> labels() {
    return facts.labels();
  }

  /**
   * What the columns are called.
   *
   * @return their names; {@link Columns#NONE} for images and a user's own RDD
   */
  public Columns columns() {
    return facts.columns();
  }

  /**
   * The number of bad rows that were left out.
   *
   * @return 0 unless a table was read with leave to skip them
   */
  public long skipped() {
    return facts.skipped();
  }

  /**
   * All that is known of it.
   *
   * @return N, shape, files, labels, columns
   */
  public Facts facts() {
    return facts;
  }
}
