package dev.lockstep.benchmark;

import dev.lockstep.network.Topology;
import dev.lockstep.pack.Chunk;
import dev.lockstep.pack.PackedDataset;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.idx.IdxFolder;
import dev.lockstep.scale.Scaling;
import java.io.IOException;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * MNIST, to be packed as the trainer packs it.
 *
 * @param train the training set
 * @param test the test set
 * @param classes the ten digits
 */
record MnistData(Dataset train, Dataset test, Classes classes) {
  /** Batches of the tutorial. */
  static final int BATCH_SIZE = 100;

  /** Blocks of a mini-batch, as by default. */
  static final int BLOCKS = 8;

  /** The tutorial's learning rate. */
  static final double LEARNING_RATE = 0.5;

  /** The tutorial's seed. */
  static final int SEED = 8;

  /** The tutorial's r: weights in [-r, r). */
  static final double INIT_RANGE = 0.1;

  /** The tutorial's network. */
  static final Topology TOPOLOGY = Topology.of(784, List.of(100, 50), 10);

  /** Opens a folder with the four files. */
  static MnistData open(JavaSparkContext spark, String folder) {
    IdxFolder files = IdxFolder.open(folder, spark.hadoopConfiguration());
    Dataset train = files.train(spark);
    return new MnistData(train, files.test(spark), Classes.of(train.labels().keySet()));
  }

  /** The same with the training set cut short. */
  MnistData withRows(long rows) {
    if (rows >= train.size()) {
      return this;
    }
    return new MnistData(
        Dataset.of(train.name(), train.rows(2).filter(row -> row.index() < rows)), test, classes);
  }

  /** The training set in K = 8 blocks. */
  PackedDataset packTrain(int batchSize, int partitions) {
    return PackedDataset.pack(train, classes, Scaling.unit(), batchSize, BLOCKS, partitions);
  }

  /** The test set in K = 8 blocks. */
  PackedDataset packTest(int batchSize, int partitions) {
    return PackedDataset.pack(test, classes, Scaling.unit(), batchSize, BLOCKS, partitions);
  }

  /** All rows of a column of the training set: it makes one chunk. */
  static Chunk column(int block) throws IOException {
    try (JavaSparkContext spark = BenchmarkSpark.local(1)) {
      return open(spark, "data/mnist")
          .packTrain(BATCH_SIZE, 1)
          .chunks()
          .filter(chunk -> chunk.lane() == block)
          .first();
    }
  }
}
