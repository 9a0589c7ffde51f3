package dev.lockstep.aggregate;

import dev.lockstep.linalg.Blas;
import dev.lockstep.pack.EpochRows;
import dev.lockstep.pack.PackedDataset;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * What every aggregation on Spark works with.
 *
 * @param spark runs the jobs
 * @param train the training set as each epoch learns it
 * @param test the test set
 * @param blas what computes the products of every task
 * @param account told where the time goes
 * @param notices told, a line each, of what the run has got over
 */
public record SparkRun(
    JavaSparkContext spark,
    EpochRows train,
    PackedDataset test,
    Blas blas,
    RunAccount account,
    Consumer<String> notices) {
  /** Of data sets in file order, with an account of its own; notices go nowhere. */
  public static SparkRun inFileOrder(
      JavaSparkContext spark, PackedDataset train, PackedDataset test, Blas blas) {
    EpochRows rows = EpochRows.inFileOrder(train);
    return new SparkRun(spark, rows, test, blas, new RunAccount(), notice -> {});
  }

  /** P. */
  public int partitions() {
    return train.of(0).chunks().getNumPartitions();
  }

  /** A pace of which nothing is known but how many compute. */
  public Pace pace() {
    return new Pace(partitions(), Slots.executors(spark) > 1);
  }
}
