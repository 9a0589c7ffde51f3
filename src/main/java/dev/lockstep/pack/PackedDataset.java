package dev.lockstep.pack;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.Permutation;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.rows.Scaling;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;

/**
 * A data set cut by a {@link MiniBatchPlan}, packed and cached on the executors: what training and
 * evaluation walk over.
 *
 * <p>Partition p holds the chunks of the columns that it owns, sorted by chunk, then column. Rows
 * come there by a shuffle; on one machine each task reads all rows in their order, where it can,
 * and keeps its own. Both ways give the same bits.
 */
public final class PackedDataset implements AutoCloseable {
  private static final String SERIALIZER = "spark.serializer";
  private static final String JAVA = "org.apache.spark.serializer.JavaSerializer";

  private final String name;
  private final JavaRDD<Chunk> chunks;
  private final MiniBatchPlan plan;

  /** Of raw rows. */
  private final Scaling scaling;

  private PackedDataset(String name, JavaRDD<Chunk> chunks, MiniBatchPlan plan, Scaling scaling) {
    this.name = name;
    this.chunks = chunks;
    this.plan = plan;
    this.scaling = scaling;
  }

  /**
   * Sets what data larger than the memory need, where the user has set nothing, and Java's
   * serialisation, whatever the user has set. In time before the application begins only.
   *
   * <p>Kryo, which many sites have among Spark's defaults, cannot write records, as rows are. Spark
   * looks at the memory that a partition takes after every 16 records, and Java's serialisation
   * holds on to a hundred of a stream: of packed rows either is all that an executor has.
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
   * @param data rows in any order and partitioning
   * @param classes all classes, in their order
   * @param batchSize B
   * @param blocks K
   * @param partitions P, 1 to K
   * @return the packed form, to be kept in memory, and on disk what does not fit
   * @throws InvalidInputException if the sizes fit no plan, or Spark serialises with Kryo
   */
  public static PackedDataset pack(
      Dataset data, Classes classes, int batchSize, int blocks, int partitions) {
    requireNoKryo(data.rawRows().context().getConf());
    MiniBatchPlan plan = new MiniBatchPlan(data.size(), data.features(), batchSize, blocks);
    JavaRDD<Chunk> chunks =
        data.rawGroups()
            .filter(groups -> isForEachToRead(groups, plan, partitions))
            .map(groups -> select(groups, plan, classes, data.scaling(), partitions))
            .orElseGet(() -> exchange(data, plan, classes, partitions));
    chunks.setName("lockstep " + data.name());
    return new PackedDataset(data.name(), chunks, plan, data.scaling());
  }

  /**
   * Whether each task had better read all rows: where they are at hand, each core does so once, and
   * what is being packed is not too long.
   */
  private static boolean isForEachToRead(
      JavaRDD<RowBlock> groups, MiniBatchPlan plan, int partitions) {
    return groups.context().isLocal()
        && partitions <= groups.context().defaultParallelism()
        && plan.areStepsShort();
  }

  private static JavaRDD<Chunk> select(
      JavaRDD<RowBlock> groups,
      MiniBatchPlan plan,
      Classes classes,
      Scaling scaling,
      int partitions) {
    LanePartitioner partitioner = new LanePartitioner(plan, partitions);
    return new ReplicatedRdd<>(groups, partitions)
        .toJavaRDD()
        .mapPartitionsWithIndex(new PackGroups(plan, classes, scaling, partitioner), true)
        .persist(StorageLevel.MEMORY_AND_DISK());
  }

  private static JavaRDD<Chunk> exchange(
      Dataset data, MiniBatchPlan plan, Classes classes, int partitions) {
    JavaPairRDD<ChunkKey, RowBuffer> buffers =
        data.rawRows().mapPartitionsToPair(new PackRows(plan, classes, data.scaling()));
    return assemble(buffers, plan, data.scaling(), partitions);
  }

  private static JavaRDD<Chunk> assemble(
      JavaPairRDD<ChunkKey, RowBuffer> buffers,
      MiniBatchPlan plan,
      Scaling scaling,
      int partitions) {
    return buffers
        .repartitionAndSortWithinPartitions(
            new LanePartitioner(plan, partitions), Comparator.naturalOrder())
        .mapPartitions(new AssembleChunks(plan, scaling), true)
        .persist(StorageLevel.MEMORY_AND_DISK());
  }

  /** The same rows in another order, packed out of these chunks and cached beside them. */
  PackedDataset repack(Permutation order) {
    JavaPairRDD<ChunkKey, RowBuffer> buffers =
        chunks.mapPartitionsToPair(new RepackRows(plan, scaling, order));
    return withChunks(assemble(buffers, plan, scaling, chunks.getNumPartitions()));
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
        Scaling.none());
  }

  /**
   * The same cut of other chunks.
   *
   * @param others made of these chunks: in each partition all chunks of its columns, sorted by
   *     chunk, then column
   * @return a data set of the same name
   */
  public PackedDataset withChunks(JavaRDD<Chunk> others) {
    return new PackedDataset(name, others, plan, scaling);
  }

  /**
   * What the data set is called in messages: {@code train} or {@code test}.
   *
   * @return its name
   */
  public String name() {
    return name;
  }

  /**
   * The cached chunks.
   *
   * @return P partitions
   */
  public JavaRDD<Chunk> chunks() {
    return chunks;
  }

  /**
   * The cut.
   *
   * @return the plan that every chunk follows
   */
  public MiniBatchPlan plan() {
    return plan;
  }

  /** Gives the executors' memory back. */
  @Override
  public void close() {
    chunks.unpersist(false);
  }
}
