package dev.lockstep.evaluate;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.linalg.Blas;
import dev.lockstep.network.Parameters;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Dataset;
import dev.lockstep.scale.Scaling;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Classifies rows without labels. Rows go forward in groups of 512 in file order, so no number of
 * partitions changes a bit; a task holds one group at a time.
 */
public final class Predictor {
  private final JavaSparkContext spark;
  private final Blas blas;
  private final int partitions;

  /**
   * Prepares a predictor.
   *
   * @param spark runs the jobs; stays open
   * @param blas what computes the products
   * @param partitions how many tasks share the rows, at least 1; changes no digit
   */
  public Predictor(JavaSparkContext spark, Blas blas, int partitions) {
    this.spark = spark;
    this.blas = blas;
    this.partitions = partitions;
  }

  /**
   * Describes the predictions; they are made by the job that asks for them.
   *
   * @param parameters W and b; unchanged
   * @param scaling how the numbers of a row become x
   * @param classes the network's classes, by index
   * @param data rows; labels are not looked at
   * @return a prediction for every row, in their order through all partitions, not cached
   * @throws InvalidInputException if the rows do not fit the network
   */
  public JavaRDD<Prediction> predict(
      Parameters parameters, Scaling scaling, Classes classes, Dataset data) {
    data.requireFits(parameters.topology().inputs(), classes);
    return data.groups(partitions)
        .mapPartitions(new PredictGroups(spark.broadcast(parameters), scaling, classes, blas));
  }
}
