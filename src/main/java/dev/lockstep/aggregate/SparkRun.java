package dev.lockstep.aggregate;

import dev.lockstep.linalg.Blas;
import dev.lockstep.network.SetScore;
import dev.lockstep.network.dropout.Dropout;
import dev.lockstep.pack.EpochRows;
import dev.lockstep.pack.PackedDataset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * What every aggregation on Spark works with.
 *
 * @param spark runs the jobs
 * @param train the training set as each epoch learns it
 * @param others the other sets that are scored, in the order of the table
 * @param blas what computes the products of every task
 * @param dropout which units an epoch keeps, still without its number
 * @param account told where the time goes
 * @param notices gets a line for each failure that the run has recovered from
 */
public record SparkRun(
    JavaSparkContext spark,
    EpochRows train,
    List<ScoredSet> others,
    Blas blas,
    Dropout dropout,
    RunAccount account,
    Consumer<String> notices) {
  /**
   * A set that is scored.
   *
   * @param name {@link SetScore#TRAIN}, {@link SetScore#TEST} ...
   */
  public record ScoredSet(String name, PackedDataset rows) {}

  /** Copies the list. */
  public SparkRun {
    others = List.copyOf(others);
  }

  /**
   * Of two sets in file order, without dropout, with an account of its own; notices go nowhere.
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
        List.of(new ScoredSet(SetScore.TEST, test)),
        blas,
        Dropout.NONE,
        new RunAccount(),
        notice -> {});
  }

  /** P. */
  public int partitions() {
    return train.of(0).chunks().getNumPartitions();
  }

  /** The sets that are scored: the training set first, in the order of an epoch. */
  public List<ScoredSet> sets(int epoch) {
    List<ScoredSet> sets = new ArrayList<>();
    sets.add(new ScoredSet(SetScore.TRAIN, train.of(epoch)));
    sets.addAll(others);
    return sets;
  }

  /** How many rows are scored. */
  public long rows() {
    return sets(0).stream().mapToLong(set -> set.rows().plan().rows()).sum();
  }

  /** A pace of which nothing is known but how many tasks compute. */
  public Pace pace() {
    return new Pace(partitions(), Slots.executors(spark) > 1);
  }
}
