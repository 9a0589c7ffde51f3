package dev.lockstep.rows;

import dev.lockstep.io.InvalidInputException;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Data to learn from, found and, as far as the driver does that alone, checked: a folder of images
 * or a table. All numbers are given as the files have them, bytes of images from 0 to 255: nothing
 * is scaled.
 */
public interface Source extends AutoCloseable {
  /**
   * Tells how the training set will be scaled, before it is read: what has to be learned for that
   * may be learned in reading, which saves a pass over the rows.
   *
   * @param scale how
   */
  default void expect(ScaleKind scale) {}

  /**
   * The rows to learn from.
   *
   * @param spark where to read them
   * @param slices into how many partitions images are cut; at least 1
   * @return a data set called {@code "train"}
   * @throws InvalidInputException if anything is wrong with them
   */
  Dataset rawTrain(JavaSparkContext spark, int slices);

  /**
   * The rows to try the network on.
   *
   * @param spark where to read them
   * @param slices into how many partitions images are cut; at least 1
   * @return a data set called {@code "test"}, of as many features; empty if none comes with these
   *     data
   * @throws InvalidInputException if anything is wrong with them
   */
  Optional<Dataset> rawTest(JavaSparkContext spark, int slices);

  /**
   * The rows of {@link #rawTest}, to be read in groups.
   *
   * @param spark where to read them
   * @return the same rows
   * @throws InvalidInputException if anything is wrong with them
   */
  Optional<Examples> testExamples(JavaSparkContext spark);

  /**
   * Adds a test set.
   *
   * @param test where it lies
   * @return these data with that test set, read by the same columns
   * @throws InvalidInputException if it is not to be found, or these data have one of their own
   */
  Source withTest(Path test);

  /**
   * Whether a number is the byte of a pixel, which is scaled by 1/255 unless somebody asks for
   * something else.
   *
   * @return true for images
   */
  boolean areImages();

  /** Gives the executors' memory back; the data sets are not to be used any more. */
  @Override
  void close();
}
