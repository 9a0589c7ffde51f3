package dev.lockstep.benchmark;

import dev.lockstep.aggregate.SparkAggregation;
import dev.lockstep.aggregate.WholeEpoch;
import dev.lockstep.network.Initializer;
import dev.lockstep.network.ModelState;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.Phase;
import dev.lockstep.network.TimeReport;
import dev.lockstep.network.Topology;
import dev.lockstep.network.optimizer.Sgd;
import dev.lockstep.network.optimizer.Update;
import dev.lockstep.pack.PackedDataset;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.idx.IdxFolder;
import dev.lockstep.scale.Scaling;
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

  /** The parameters that the tutorial begins with. */
  static Parameters initial() {
    return Initializer.uniform(TOPOLOGY, SEED, INIT_RANGE);
  }

  /**
   * Takes an epoch: milliseconds of a step. That is the epoch's wall time over its steps, without
   * its evaluation, which counts with the tasks' own time, its scheduling with the steps.
   */
  static double stepMs(
      SparkAggregation aggregation, Parameters parameters, double learningRate, int steps) {
    TimeReport account = aggregation.account().times();
    long evaluated = account.nanos(Phase.EVALUATE);
    long start = System.nanoTime();
    ModelState model = new ModelState(parameters, new Sgd());
    WholeEpoch.of(aggregation, 1, model, Update.sgd(learningRate), step -> {});
    long nanos = System.nanoTime() - start;
    return (nanos - (account.nanos(Phase.EVALUATE) - evaluated)) / 1e6 / steps;
  }
}
