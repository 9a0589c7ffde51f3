package dev.lockstep.evaluate;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.linalg.Blas;
import dev.lockstep.network.Classifier;
import dev.lockstep.network.Parameters;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.Labels;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.scale.Scaling;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;

/**
 * Evaluates a network on rows with labels, in one Spark job.
 *
 * <p>What it finds depends on the parameters, the data, and on nothing else: rows go forward in
 * groups of 512 in file order, sums are taken in row order within a group, and the driver adds them
 * in the order of the groups.
 */
public final class Evaluator {
  private final JavaSparkContext spark;
  private final Blas blas;
  private final int partitions;

  /**
   * Prepares an evaluator.
   *
   * @param spark runs the job; stays open
   * @param blas what computes the products
   * @param partitions how many tasks share the rows, at least 1; changes no digit
   */
  public Evaluator(JavaSparkContext spark, Blas blas, int partitions) {
    this.spark = spark;
    this.blas = blas;
    this.partitions = partitions;
  }

  /**
   * Evaluates a network.
   *
   * @param parameters W and b; unchanged
   * @param scaling how the numbers of a row become x
   * @param labels what labels mean to the network
   * @param data rows with labels
   * @throws InvalidInputException if the rows do not fit the network, or a label means nothing
   */
  public Evaluation evaluate(Parameters parameters, Scaling scaling, Labels labels, Dataset data) {
    data.requireFits(parameters.topology().inputs(), labels);
    Broadcast<Parameters> broadcast = spark.broadcast(parameters);
    spark.setJobDescription("Evaluation");
    try {
      List<EvaluationSums> parts =
          data.groups(partitions)
              .mapPartitions(new SumGroups(broadcast, scaling, labels, blas))
              .collect();
      EvaluationSums whole = new EvaluationSums(labels);
      parts.forEach(whole::append);
      Evaluation evaluation =
          whole.evaluation(parameters.topology().output(), data.info().shape(), blas.kernel());
      if (evaluation.rows() != data.size()) {
        throw new IllegalStateException(
            "%d of %d rows were evaluated".formatted(evaluation.rows(), data.size()));
      }
      return evaluation;
    } finally {
      broadcast.destroy();
      spark.setJobDescription(null);
    }
  }

  /** The sums of a partition. */
  private record SumGroups(
      Broadcast<Parameters> parameters, Scaling scaling, Labels labels, Blas blas)
      implements FlatMapFunction<Iterator<RowBlock>, EvaluationSums> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<EvaluationSums> call(Iterator<RowBlock> groups) {
      Classifier classifier = new Classifier(parameters.value(), scaling, blas.products());
      EvaluationSums sums = new EvaluationSums(labels);
      while (groups.hasNext()) {
        RowBlock group = groups.next();
        sums.add(group, classifier.classify(group));
      }
      return List.of(sums).iterator();
    }
  }
}
