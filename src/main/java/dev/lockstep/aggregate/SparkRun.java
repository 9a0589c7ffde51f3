package dev.lockstep.aggregate;

import dev.lockstep.linalg.Blas;
import dev.lockstep.network.SetScore;
import dev.lockstep.pack.EpochRows;
import dev.lockstep.pack.PackedDataset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * What every aggregation on Spark works with.
 *
 * @param spark runs the jobs
 * @param train the training set as each epoch learns it
 * @param others the other sets that are scored, by name, in the order of the table
 * @param blas what computes the products of every task
 * @param account told where the time goes
 * @param notices gets a line for each failure that the run has recovered from
 */
public record SparkRun(
    JavaSparkContext spark,
    EpochRows train,
    Map<String, PackedDataset> others,
    Blas blas,
    RunAccount account,
    Consumer<String> notices) {
  /** Copies the map. */
  public SparkRun {
    others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
  }

  /**
   * Of two sets in file order, with an account of its own; notices go nowhere.
   *
   * @param spark runs the jobs
   * @param train the training set
   * @param test the test set
   * @param blas what computes the products of every task
   */
  public static SparkRun inFileOrder(
      JavaSparkContext spark, PackedDataset train, PackedDataset test, Blas blas) {
    return new SparkRun(
        spark,
        EpochRows.inFileOrder(train),
        Map.of(SetScore.TEST, test),
        blas,
        new RunAccount(),
        notice -> {});
  }

  /** P. */
  public int partitions() {
    return train.of(0).chunks().getNumPartitions();
  }

  /** The sets that are scored, by name: the training set first, in the order of an epoch. */
  public Map<String, PackedDataset> sets(int epoch) {
    Map<String, PackedDataset> sets = new LinkedHashMap<>();
    sets.put(SetScore.TRAIN, train.of(epoch));
    sets.putAll(others);
    return sets;
  }

  /** How many rows are scored. */
  public long rows() {
    return sets(0).values().stream().mapToLong(set -> set.plan().rows()).sum();
  }

  /** A pace of which nothing is known but how many tasks compute. */
  public Pace pace() {
    return new Pace(partitions(), Slots.executors(spark) > 1);
  }
}
