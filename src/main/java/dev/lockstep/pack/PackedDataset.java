package dev.lockstep.pack;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.Labels;
import dev.lockstep.rows.Permutation;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.scale.Scaling;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;

/**
 * A data set cut by a {@link MiniBatchPlan}, packed and cached on the executors: what training and
 * evaluation walk over.
 *
 * <p>Partition p holds the chunks of the lanes that it owns, sorted by chunk, then lane. Rows come
 * there by a shuffle; on one machine each task reads all rows in their order, where that is cheap,
 * and keeps its own. Both ways give the same chunks.
 */
public final class PackedDataset implements AutoCloseable {
  private static final String SERIALIZER = "spark.serializer";
  private static final String JAVA = "org.apache.spark.serializer.JavaSerializer";

  private final String name;
  private final JavaRDD<Chunk> chunks;
  private final MiniBatchPlan plan;

  /** Null if nothing is to be scaled when x is read. */
  private final Broadcast<Scaling> scaling;

  private final boolean areWeighted;

  /** Null until they are asked for. */
  private Divisors divisors;

  PackedDataset(
      String name,
      JavaRDD<Chunk> chunks,
      MiniBatchPlan plan,
      Broadcast<Scaling> scaling,
      boolean areWeighted) {
    this.name = name;
    this.chunks = chunks;
    this.plan = plan;
    this.scaling = scaling;
    this.areWeighted = areWeighted;
  }

  /**
   * Sets what datasets larger than memory need, where the user has set nothing, and Java's
   * serialisation, whatever the user has set. Has an effect only before the SparkContext is
   * created.
   *
   * <p>Kryo, which many sites have among Spark's defaults, cannot write records, as rows are. Spark
   * looks at the memory that a partition takes after every 16 records, and Java's serialisation
   * keeps a hundred of a stream: of packed rows either is all that an executor has.
   *
   * @param conf Spark's settings, changed
   */
  public static void prepare(SparkConf conf) {
    conf.setIfMissing("spark.storage.unrollMemoryCheckPeriod", "1");
    conf.setIfMissing("spark.serializer.objectStreamReset", "1");
    conf.set(SERIALIZER, JAVA);
  }

  /** Refuses Kryo in words, which otherwise fails in the first shuffle. */
  static void requireNoKryo(SparkConf conf) {
    if (conf.get(SERIALIZER, JAVA).endsWith(".KryoSerializer")) {
      throw new InvalidInputException(
          "%s=%s cannot write Lockstep's rows, which are Java's records. Set it to %s before the application begins, or let PackedDataset.prepare do so."
              .formatted(SERIALIZER, conf.get(SERIALIZER), JAVA));
    }
  }

  /**
   * Packs a data set; nothing is read before the first job that needs it.
   *
   * @param data rows as they were read
   * @param labels what the rows' labels mean
   * @param scaling how x is made of the rows' numbers
   * @param batchSize B
   * @param blocks K
   * @param partitions P, 1 to K
   * @return the packed form, to be kept in memory, and on disk what does not fit
   * @throws InvalidInputException if the sizes fit no plan, or Spark serialises with Kryo
   */
  public static PackedDataset pack(
      Dataset data, Labels labels, Scaling scaling, int batchSize, int blocks, int partitions) {
    MiniBatchPlan plan = new MiniBatchPlan(data.size(), data.features(), batchSize, blocks);
    JavaRDD<RowBlock> rows = data.blocks(partitions);
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(rows.context());
    requireNoKryo(spark.getConf());
    Broadcast<Scaling> shared = scaling.kind().isLearned() ? spark.broadcast(scaling) : null;
    Chunk.ScalingRef ref = shared == null ? () -> scaling : shared::value;
    JavaRDD<Chunk> chunks;
    if (data.areNear() && isForEachToRead(spark, plan, partitions)) {
      LanePartitioner partitioner = new LanePartitioner(plan, partitions);
      chunks =
          new ReplicatedRdd<>(data.blocks(1), partitions)
              .toJavaRDD()
              .mapPartitionsWithIndex(new PackInOrder(plan, labels, ref, partitioner), true);
    } else {
      JavaRDD<RowBlock> numbered = rows.map(block -> block.withTargets(labels));
      chunks = assemble(numbered, new AssembleChunks(plan, null, ref), partitions);
    }
    return new PackedDataset(
        data.name(),
        keep(chunks, data.name()),
        plan,
        shared,
        data.info().columns().areWeighted() || !labels.classWeights().isEmpty());
  }

  /**
   * Whether each task should read all rows: each core does so once, and what is being packed is not
   * too long.
   */
  private static boolean isForEachToRead(
      JavaSparkContext spark, MiniBatchPlan plan, int partitions) {
    return spark.isLocal() && partitions <= spark.defaultParallelism() && plan.areStepsShort();
  }

  private static JavaRDD<Chunk> assemble(
      JavaRDD<RowBlock> rows, AssembleChunks assemble, int partitions) {
    MiniBatchPlan plan = assemble.plan();
    return rows.mapPartitionsToPair(blocks -> new ScatterRows(plan, blocks))
        .repartitionAndSortWithinPartitions(
            new LanePartitioner(plan, partitions), Comparator.naturalOrder())
        .mapPartitions(assemble, true);
  }

  private static JavaRDD<Chunk> keep(JavaRDD<Chunk> chunks, String name) {
    return chunks.setName("lockstep " + name).persist(StorageLevel.MEMORY_AND_DISK());
  }

  /**
   * The same rows in the {@link Permutation} of an epoch, packed out of these chunks and cached
   * beside them.
   */
  PackedDataset repack(long seed, int epoch) {
    Permutation order = new Permutation(seed, epoch, plan.rows());
    AssembleChunks assemble =
        new AssembleChunks(plan, order, scaling == null ? null : scaling::value);
    JavaRDD<RowBlock> rows = chunks.map(chunk -> chunk.inOrder(order));
    JavaRDD<Chunk> repacked = assemble(rows, assemble, chunks.getNumPartitions());
    String label = "%s, epoch %d".formatted(name, epoch);
    return new PackedDataset(name, keep(repacked, label), plan, scaling, areWeighted);
  }

  /**
   * No rows at all: the test set of a training without one.
   *
   * @param name what messages call it
   * @param like a data set that is cut alike
   * @return no chunk in each of as many partitions
   */
  public static PackedDataset none(String name, PackedDataset like) {
    MiniBatchPlan plan = like.plan;
    return new PackedDataset(
        name,
        JavaSparkContext.fromSparkContext(like.chunks.context())
            .parallelize(List.<Chunk>of(), like.chunks.getNumPartitions()),
        new MiniBatchPlan(0, plan.features(), plan.batchSize(), plan.blocks()),
        null,
        false);
  }

  /** The cached chunks, in P partitions. */
  public JavaRDD<Chunk> chunks() {
    return chunks;
  }

  /** The plan that every chunk follows. */
  public MiniBatchPlan plan() {
    return plan;
  }

  /**
   * What the gradients of the mini-batches are divided by: where rows have weights, one Spark job
   * finds that out when it is first asked for.
   */
  public Divisors divisors() {
    if (divisors == null) {
      divisors =
          areWeighted
              ? Divisors.of(plan, chunks.map(Divisors.OfChunk::of).collect())
              : Divisors.ofRows(plan);
    }
    return divisors;
  }

  /** Gives the executors' memory back. */
  @Override
  public void close() {
    chunks.unpersist(false);
  }
}
