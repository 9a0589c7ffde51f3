package dev.lockstep.rows;

import dev.lockstep.io.InvalidInputException;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Rows to try a network on, with labels or without: numbered 0 ... N - 1 and read in {@link
 * RowBlock}s, whose numbers are those of the files, not scaled.
 */
public interface Examples {
  /**
   * What is known of them.
   *
   * @return N, the shape of a row, files, labels, columns
   */
  Facts facts();

  /**
   * How many groups there are.
   *
   * @return G, 1 or more: more slices than this are of no use
   */
  long groups();

  /**
   * Checks that a network can be tried on these rows.
   *
   * @param inputs d0 of the network
   * @param classes what the network tells apart
   * @throws InvalidInputException if a row has another number of features or a label is no class
   */
  void requireFits(int inputs, Classes classes);

  /**
   * The rows, read by the tasks that need them, a group at a time.
   *
   * @param spark where to read them
   * @param slices the partitions, each a contiguous range of groups in file order; at least 1
   * @return an RDD that is not cached
   */
  JavaRDD<RowBlock> read(JavaSparkContext spark, int slices);

  /**
   * The number of rows.
   *
   * @return N, 1 or more
   */
  default long rows() {
    return facts().rows();
  }

  /**
   * The shape of a row.
   *
   * @return height and width of an image, or the number of features alone
   */
  default List<Integer> shape() {
    return facts().shape();
  }

  /**
   * The distinct labels.
   *
   * @return label to the number of its first row; empty without labels
   */
  default Map<String, Long> labels() {
    return facts().labels();
  }

  /**
   * The files.
   *
   * @return file name, without {@code .gz}, to the SHA-256 of the unpacked bytes in hexadecimal
   */
  default Map<String, String> sha256() {
    return facts().sha256();
  }
}
