package dev.lockstep.benchmark;

import dev.lockstep.pack.TreeShape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;

/**
 * What a step costs without Lockstep and without its arithmetic: broadcast arrays of the
 * parameters' sizes, let every partition give arrays of the same sizes, add them up with {@code
 * treeAggregate}, destroy the broadcast.
 *
 * <p>As fast as Spark's public interface lets it be: one element a partition, nothing computed, an
 * empty zero, and named function classes, which the closure cleaner does not look into.
 */
final class BareStep {
  private final JavaSparkContext spark;
  private final JavaRDD<Integer> partitions;
  private final int count;

  BareStep(JavaSparkContext spark, int partitions) {
    this.spark = spark;
    this.count = partitions;
    this.partitions = spark.parallelize(Collections.nCopies(partitions, 0), partitions).cache();
  }

  /** Takes a step and verifies a number of its sum. */
  void run(double[][] parameters) {
    Broadcast<double[][]> broadcast = spark.broadcast(parameters);
    try {
      double[][] sum =
          partitions.treeAggregate(
              new double[0][], new Give(broadcast), new Add(), TreeShape.depth(count));
      if (sum[0][0] != count * parameters[0][0]) {
        throw new IllegalStateException("The bare step has lost a partition");
      }
    } finally {
      broadcast.destroy();
    }
  }

  private static final class Give implements Function2<double[][], Integer, double[][]> {
    private static final long serialVersionUID = 1L;

    private final Broadcast<double[][]> parameters;

    Give(Broadcast<double[][]> parameters) {
      this.parameters = parameters;
    }

    @Override
    public double[][] call(double[][] none, Integer element) {
      List<double[]> copies = new ArrayList<>();
      for (double[] array : parameters.value()) {
        copies.add(array.clone());
      }
      return copies.toArray(double[][]::new);
    }
  }

  private static final class Add implements Function2<double[][], double[][], double[][]> {
    private static final long serialVersionUID = 1L;

    @Override
    public double[][] call(double[][] left, double[][] right) {
      if (left.length == 0 || right.length == 0) {
        return left.length == 0 ? right : left;
      }
      for (int i = 0; i < left.length; i++) {
        for (int j = 0; j < left[i].length; j++) {
          left[i][j] += right[i][j];
        }
      }
      return left;
    }
  }
}
