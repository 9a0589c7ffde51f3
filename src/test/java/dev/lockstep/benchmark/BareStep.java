package dev.lockstep.benchmark;

import dev.lockstep.pack.TreeShape;
import java.util.Collections;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;

/**
 * What a step costs without Lockstep and without its arithmetic: broadcast as many doubles as there
 * are parameters, let every partition give as many, add them up with {@code treeAggregate}, destroy
 * the broadcast.
 *
 * <p>As fast as Spark's public interface lets it be: one element a partition, nothing computed, an
 * empty zero, and named function classes, which the closure cleaner does not look into.
 */
final class BareStep {
  private final JavaSparkContext spark;
  private final JavaRDD<Integer> partitions;
  private final double[] parameters;

  BareStep(JavaSparkContext spark, int count, int doubles) {
    this.spark = spark;
    partitions = spark.parallelize(Collections.nCopies(count, 0), count).cache();
    parameters = new double[doubles];
    parameters[doubles - 1] = 1;
  }

  /** Takes a step and verifies a number of its sum. */
  void run() {
    int count = partitions.getNumPartitions();
    Broadcast<double[]> broadcast = spark.broadcast(parameters);
    try {
      double[] sum =
          partitions.treeAggregate(
              new double[0], new Give(broadcast), new Add(), TreeShape.depth(count));
      if (sum[parameters.length - 1] != count) {
        throw new IllegalStateException("The bare step has lost a partition");
      }
    } finally {
      broadcast.destroy();
    }
  }

  private record Give(Broadcast<double[]> parameters)
      implements Function2<double[], Integer, double[]> {
    @Override
    public double[] call(double[] none, Integer element) {
      return parameters.value().clone();
    }
  }

  private record Add() implements Function2<double[], double[], double[]> {
    @Override
    public double[] call(double[] left, double[] right) {
      if (left.length == 0 || right.length == 0) {
        return left.length == 0 ? right : left;
      }
      for (int i = 0; i < left.length; i++) {
        left[i] += right[i];
      }
      return left;
    }
  }
}
