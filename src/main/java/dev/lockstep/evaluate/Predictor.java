package dev.lockstep.evaluate;

import dev.lockstep.linalg.Blas;
import dev.lockstep.network.Classifier;
import dev.lockstep.network.Outputs;
import dev.lockstep.network.Parameters;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.Labels;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.scale.Scaling;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.DenseVector;

/**
 * What a network says of rows without labels. Rows go forward in groups of 512 in file order, so no
 * number of partitions changes a bit; a task holds one group at a time.
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
   * @param labels what labels mean to the network
   * @param data rows; labels are not looked at
   * @return a prediction for every row, in their order through all partitions, not cached
   * @throws dev.lockstep.io.InvalidInputException if the rows do not fit the network
   */
  public JavaRDD<Prediction> predict(
      Parameters parameters, Scaling scaling, Labels labels, Dataset data) {
    data.requireFits(parameters.topology().inputs(), labels);
    return data.groups(partitions)
        .mapPartitions(new PredictGroups(spark.broadcast(parameters), scaling, labels, blas));
  }

  /** The predictions of a partition, one group in memory at a time. */
  record PredictGroups(Broadcast<Parameters> parameters, Scaling scaling, Labels labels, Blas blas)
      implements FlatMapFunction<Iterator<RowBlock>, Prediction> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<Prediction> call(Iterator<RowBlock> groups) {
      Classifier classifier = new Classifier(parameters.value(), scaling, blas.products());
      Spliterator<RowBlock> inOrder =
          Spliterators.spliteratorUnknownSize(groups, Spliterator.ORDERED);
      return StreamSupport.stream(inOrder, false)
          .flatMap(group -> predict(classifier, group).stream())
          .iterator();
    }

    private List<Prediction> predict(Classifier classifier, RowBlock group) {
      Outputs y = classifier.classify(group);
      List<Prediction> predictions = new ArrayList<>(group.rows());
      for (int row = 0; row < group.rows(); row++) {
        long place = group.place(row);
        y.requireNumbers(row, place);
        double[] outputs = y.of(row);
        predictions.add(
            new Prediction(
                place,
                labels.prediction(outputs).get(0),
                new DenseVector(outputs),
                group.kept(row)));
      }
      return predictions;
    }
  }
}
