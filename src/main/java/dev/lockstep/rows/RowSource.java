package dev.lockstep.rows;

import dev.lockstep.scale.Columns;
import dev.lockstep.scale.ScaleKind;
import java.util.List;
import java.util.OptionalInt;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Rows to learn from, to evaluate or to predict: images in IDX files, a table of text or an RDD.
 * They have been found, and checked as far as the driver does that by itself; {@link #read} gives
 * them. This is all that the commands know of a format.
 */
public interface RowSource extends AutoCloseable {
  /**
   * Reads the rows, or prepares to: what is known afterwards needs no more looking through them.
   *
   * @param spark where to read them
   * @param slices into how many partitions, for a source that keeps its rows in Spark; if empty,
   *     the source chooses
   * @param scale how x is to be made of their numbers: statistics of one that is learned may be
   *     taken in passing, and a table's numbers that it cannot take are faults
   * @return all rows, until this is closed; by a second call the same
   * @throws dev.lockstep.io.InvalidInputException if anything is wrong with them
   */
  Dataset read(JavaSparkContext spark, OptionalInt slices, ScaleKind scale);

  /**
   * Says, before they are read, what training has learned of its columns; tables to test on need
   * those that are not ignored.
   */
  default void fit(Columns learned) {}

  /** Whether they are images in IDX files. */
  default boolean areImages() {
    return false;
  }

  /** How their numbers become x where nobody has chosen. */
  default ScaleKind usualScale() {
    return ScaleKind.STANDARD;
  }

  /** d0, or a number that it is not below, as far as that is known before they are read. */
  default int leastFeatures() {
    return 1;
  }

  /** The names of the columns whose texts rows keep, for predictions. */
  default List<String> kept() {
    return List.of();
  }

  /**
   * Checks that a network can be used on these rows, as far as that is known before they are read.
   *
   * @param inputs d0 of the network
   * @param labels what the network takes labels for
   * @throws dev.lockstep.io.InvalidInputException if it cannot
   */
  default void requireFits(int inputs, Labels labels) {}

  /** Gives the executors' memory back; rows that are asked for afterwards are read again. */
  @Override
  default void close() {}

  /**
   * A user's own rows; see {@link Dataset#of}.
   *
   * @param name the name of the set in messages
   * @param rows numbered 0 ... N - 1, each once
   */
  static RowSource of(String name, JavaRDD<LabeledVector> rows) {
    return (spark, slices, scale) -> Dataset.of(name, rows);
  }
}
