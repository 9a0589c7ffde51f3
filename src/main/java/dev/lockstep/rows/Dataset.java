package dev.lockstep.rows;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.scale.ColumnStats;
import dev.lockstep.scale.Columns;
import dev.lockstep.scale.RawColumns;
import dev.lockstep.scale.ScaleKind;
import dev.lockstep.scale.Scaling;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import scala.Tuple2;

/**
 * A named set of rows as they were read, and what is known of it before anything is trained: N rows
 * of d0 numbers, numbered 0 ... N - 1, each once. Nothing is scaled.
 *
 * <p>A {@link RowSource} gives one; {@link #of} makes one of a user's own RDD.
 */
public final class Dataset {
  /** How the rows of a data set come. */
  public enum Order {
    /** In any order. */
    ANY,
    /** By their numbers, from partition to partition, and in the groups of {@link RowBlock}. */
    GROUPS,
    /** So, and every task can cheaply read all of them: they are packed without a shuffle. */
    NEAR_GROUPS,
    /** By their numbers and near, but not in groups. */
    NEAR_ROWS
  }

  private final String name;
  private final String title;
  private final DatasetInfo info;
  private final boolean areImages;
  private final Order order;
  private final IntFunction<JavaRDD<RowBlock>> reader;
  private final ColumnStats stats;
  private final JavaRDD<LeftOut> leftOut;
  private final RawColumns raw;

  /**
   * A data set of which all is known: nothing is looked through.
   *
   * @param name what messages call it, such as {@code "train"}
   * @param title what messages call its files
   * @param info what is known of it
   * @param areImages whether its numbers are the bytes of images
   * @param order how the rows come
   * @param reader gives the rows in about as many partitions, never cached twice
   * @param stats of the columns of all rows, unchanged from now on; null if they were not taken
   */
  public Dataset(
      String name,
      String title,
      DatasetInfo info,
      boolean areImages,
      Order order,
      IntFunction<JavaRDD<RowBlock>> reader,
      ColumnStats stats) {
    this(name, title, info, areImages, order, reader, stats, null, null);
  }

  private Dataset(
      String name,
      String title,
      DatasetInfo info,
      boolean areImages,
      Order order,
      IntFunction<JavaRDD<RowBlock>> reader,
      ColumnStats stats,
      JavaRDD<LeftOut> leftOut,
      RawColumns raw) {
    this.name = name;
    this.title = title;
    this.info = info;
    this.areImages = areImages;
    this.order = order;
    this.reader = reader;
    this.stats = stats;
    this.leftOut = leftOut;
    this.raw = raw;
  }

  /**
   * A data set of a user's own rows, looked through once by a Spark job.
   *
   * @param name what messages call it, such as {@code "train"}
   * @param rows numbered 0 ... N - 1, each once, in any order and partitioning; they are read again
   *     in training, so the caller caches them where reading them costs much
   * @return the data set
   * @throws InvalidInputException if there are no rows, they are numbered otherwise, or their
   *     vectors are empty or of more than one length
   */
  public static Dataset of(String name, JavaRDD<LabeledVector> rows) {
    DatasetInfo info = RowScan.of(name, rows);
    JavaRDD<RowBlock> blocks =
        rows.mapPartitions(new VectorsToBlocks(info.features(), info.columns().areWeighted()));
    return new Dataset(
        name, "the %s set".formatted(name), info, false, Order.ANY, slices -> blocks, null);
  }

  /**
   * The same rows, where others were left out.
   *
   * @param rows those, by their places from partition to partition, not cached
   */
  public Dataset leavingOut(JavaRDD<LeftOut> rows) {
    return new Dataset(name, title, info, areImages, order, reader, stats, rows, raw);
  }

  /** The same rows, whose numbers are not yet x: what the columns of their table are. */
  public Dataset ofTable(RawColumns columns) {
    return new Dataset(name, title, info, areImages, order, reader, stats, leftOut, columns);
  }

  /**
   * The same rows, made x: anew whenever they are read, so that they are not near.
   *
   * @param newInfo what is known of them then
   * @param makeX makes the rows of a partition
   */
  public Dataset made(DatasetInfo newInfo, FlatMapFunction<Iterator<RowBlock>, RowBlock> makeX) {
    return new Dataset(
        name,
        title,
        newInfo,
        areImages,
        order == Order.NEAR_GROUPS ? Order.GROUPS : order == Order.NEAR_ROWS ? Order.ANY : order,
        slices -> blocks(slices).mapPartitions(makeX),
        null,
        leftOut,
        null);
  }

  /** The same rows, which are x as they stand. */
  public Dataset asX(DatasetInfo newInfo) {
    return new Dataset(name, title, newInfo, areImages, order, reader, stats, leftOut, null);
  }

  /** What the columns of a table are, of which nothing has been learned; empty of other rows. */
  public Optional<RawColumns> raw() {
    return Optional.ofNullable(raw);
  }

  /**
   * Other rows of the same columns, cut out of this data set.
   *
   * @param partName the name of the set in messages
   * @param partInfo what is known of it
   * @param cut makes its rows, numbered anew, of a block of these; they keep their order
   */
  public Dataset part(
      String partName, DatasetInfo partInfo, FlatMapFunction<RowBlock, RowBlock> cut) {
    return new Dataset(
        partName,
        "the %s set".formatted(partName),
        partInfo,
        areImages,
        areNear() ? Order.NEAR_ROWS : Order.ANY,
        slices -> blocks(slices).flatMap(cut),
        null,
        null,
        raw);
  }

  /** The name of the set in messages, such as {@code "train"} or {@code "test"}. */
  public String name() {
    return name;
  }

  /** All that is known of it. */
  public DatasetInfo info() {
    return info;
  }

  /** N, at least 1. */
  public long size() {
    return info.rows();
  }

  /** The numbers of a row, d0, at least 1. */
  public int features() {
    return info.features();
  }

  /** The distinct labels, each with the number of its first row, in the order of these rows. */
  public Map<String, Long> labels() {
    return info.labels();
  }

  /** Whether its numbers are the bytes of images. */
  public boolean areImages() {
    return areImages;
  }

  /** The scaling of these rows that nobody has chosen: that of images, or none. */
  public Scaling defaultScaling() {
    return areImages ? Scaling.unit() : Scaling.none();
  }

  /**
   * The rows of the input that were left out, as many as {@code info().skipped()}, by their places
   * from partition to partition, not cached.
   *
   * @return empty where nothing was
   */
  public Optional<JavaRDD<LeftOut>> leftOut() {
    return Optional.ofNullable(leftOut);
  }

  /** Whether the rows come by their numbers, and every task can cheaply read all of them. */
  public boolean areNear() {
    return order == Order.NEAR_ROWS || order == Order.NEAR_GROUPS;
  }

  /**
   * The rows, as they come.
   *
   * @param slices into about how many partitions, where they are not yet in some
   * @return an RDD that is not cached, or the one that its source keeps
   */
  public JavaRDD<RowBlock> blocks(int slices) {
    return reader.apply(slices);
  }

  /**
   * The rows one by one, with their labels.
   *
   * @param slices into about how many partitions, where they are not yet in some
   * @return an RDD that is not cached
   */
  public JavaRDD<LabeledVector> rows(int slices) {
    return blocks(slices)
        .flatMap(block -> IntStream.range(0, block.rows()).mapToObj(block::vector).iterator());
  }

  /**
   * The rows in order and in the groups of {@link RowBlock}; a shuffle brings them into that form
   * where they are not in it.
   *
   * @param slices into about how many partitions, each a contiguous range of groups; at least 1
   * @return an RDD that is not cached, or the one that its source keeps
   */
  public JavaRDD<RowBlock> groups(int slices) {
    return order == Order.GROUPS || order == Order.NEAR_GROUPS
        ? blocks(slices)
        : RegroupRows.of(blocks(slices), size(), features(), slices);
  }

  /**
   * Learns a scaling of these rows, the training set, which are x but for that: in one Spark job,
   * or none where reading has taken the statistics or nothing is to be learned.
   *
   * @param kind which
   * @param slices into how many partitions to read the rows
   * @return the scaling of its columns
   * @throws InvalidInputException if a number or the span of a column is not finite
   */
  public Scaling learn(ScaleKind kind, int slices) {
    return kind.isLearned()
        ? stats(kind, slices).scaling(size())
        : Scaling.of(kind, info.columns(), new double[0], new double[0]);
  }

  /** The statistics of all columns: in one Spark job, or none where reading has taken them. */
  public ColumnStats stats(ScaleKind kind, int slices) {
    return stats != null && stats.kind() == kind
        ? stats
        : blocks(slices)
            .mapPartitions(new TakeStats(kind, name, info.columns(), features(), raw))
            .treeReduce(ColumnStats::merge);
  }

  /**
   * Learns what labels mean beside these rows, the training set: mean and standard deviation of
   * every target, exactly, in one Spark job; nothing where targets stay as they are.
   *
   * @param labels what they mean before
   * @param slices into how many partitions to read the rows
   * @return the same, standardised where they are to be
   */
  public Labels learn(Labels labels, int slices) {
    if (!labels.areScaled()) {
      return labels;
    }
    Labels asTheyAre = labels.scaledBy(List.of(), List.of());
    Scaling scaling =
        blocks(slices)
            .mapPartitions(new TakeTargetStats(asTheyAre, name))
            .treeReduce(ColumnStats::merge)
            .scaling(size());
    return labels.scaledBy(scaling.offsets(), scaling.divisors());
  }

  /** How many of these rows have each label, in one Spark job. */
  public Map<String, Long> labelCounts(int slices) {
    return blocks(slices)
        .flatMap(block -> block.labelCounts().entrySet().iterator())
        .mapToPair(count -> new Tuple2<>(count.getKey(), count.getValue()))
        .reduceByKeyLocally(Long::sum);
  }

  /** Takes the statistics of the targets of a partition. */
  private record TakeTargetStats(Labels labels, String name)
      implements FlatMapFunction<Iterator<RowBlock>, ColumnStats> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<ColumnStats> call(Iterator<RowBlock> blocks) {
      int width = labels.outputs();
      ColumnStats stats =
          new ColumnStats(ScaleKind.STANDARD, name, new Columns("", labels.names()), width);
      while (blocks.hasNext()) {
        RowBlock block = blocks.next().withTargets(labels);
        for (int row = 0; row < block.rows(); row++) {
          for (int k = 0; k < width; k++) {
            stats.add(k, block.targets().number(block.offset() + row, k), block.number(row));
          }
        }
      }
      return List.of(stats).iterator();
    }
  }

  /**
   * Checks that a network can be used on these rows.
   *
   * @param inputs d0 of the network
   * @param meaning what the network takes labels for
   * @throws InvalidInputException if the rows have another number of features or a label means
   *     nothing
   */
  public void requireFits(int inputs, Labels meaning) {
    if (raw != null && !raw.arePlain()) {
      throw new InvalidInputException(
          "Cannot use %s as it was read: columns hold words or lack values. Make x of them: ColumnEncoder."
              .formatted(title));
    }
    info.requireFits(title, inputs, meaning);
  }

  /** Takes the statistics of a partition. */
  private record TakeStats(ScaleKind kind, String set, Columns columns, int width, RawColumns raw)
      implements FlatMapFunction<Iterator<RowBlock>, ColumnStats> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<ColumnStats> call(Iterator<RowBlock> blocks) {
      ColumnStats stats = new ColumnStats(kind, set, columns, width, raw);
      blocks.forEachRemaining(block -> block.addTo(stats));
      return List.of(stats).iterator();
    }
  }
}
