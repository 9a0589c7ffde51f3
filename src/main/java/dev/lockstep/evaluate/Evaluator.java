package dev.lockstep.evaluate;

import dev.lockstep.evaluate.curve.ErrorCosts;
import dev.lockstep.evaluate.order.ScoredRows;
import dev.lockstep.evaluate.order.ScoredSet;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.linalg.Blas;
import dev.lockstep.network.Classifier;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.Score;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.Labels;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.scale.Scaling;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.collections4.IteratorUtils;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;

/**
 * Evaluates a network on rows with labels. Every row is scored once; Spark keeps the outputs, in
 * memory or on disk, for what asks for all rows anew.
 *
 * <p>What it finds depends on the parameters, the data, and on nothing else: rows go forward in
 * groups of 512 in file order, sums are taken in row order within a group, and over groups they are
 * exact.
 */
public final class Evaluator {
  private final JavaSparkContext spark;
  private final Blas blas;
  private final int partitions;
  private final ErrorCosts costs;

  /**
   * Prepares an evaluator.
   *
   * @param spark runs the jobs; stays open
   * @param blas what computes the products
   * @param partitions how many tasks share the rows, at least 1; changes no digit
   */
  public Evaluator(JavaSparkContext spark, Blas blas, int partitions) {
    this(spark, blas, partitions, ErrorCosts.EQUAL);
  }

  private Evaluator(JavaSparkContext spark, Blas blas, int partitions, ErrorCosts costs) {
    this.spark = spark;
    this.blas = blas;
    this.partitions = partitions;
    this.costs = costs;
  }

  /** The same with other costs of the errors of two classes. */
  public Evaluator withCosts(ErrorCosts others) {
    return new Evaluator(spark, blas, partitions, others);
  }

  /**
   * Evaluates a network.
   *
   * @param parameters W and b; unchanged
   * @param scaling how the numbers of a row become x
   * @param labels what labels mean to the network
   * @param data rows with labels
   * @throws InvalidInputException if the rows do not fit the network, a label means nothing, or no
   *     row has weight
   */
  public Evaluation evaluate(Parameters parameters, Scaling scaling, Labels labels, Dataset data) {
    data.requireFits(parameters.topology().inputs(), labels);
    Broadcast<Parameters> broadcast = spark.broadcast(parameters);
    spark.setJobDescription("Evaluation");
    JavaRDD<Scored> scored =
        data.groups(partitions)
            .mapPartitions(new ScoreGroups(broadcast, scaling, labels, blas))
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      EvaluationSums sums =
          scored.flatMap(one -> one.sums.iterator()).treeReduce(EvaluationSums::merge);
      Score score = sums.score();
      if (score.rows() != data.size()) {
        throw new IllegalStateException(
            "%d of %d rows were evaluated".formatted(score.rows(), data.size()));
      }
      score.requireWeight("whole");
      ScoredSet set =
          new ScoredSet(
              scored.flatMap(one -> one.rows.iterator()),
              score.rows(),
              score.has(Score.WEIGHT),
              sums.unit());
      List<Finding> findings = new ArrayList<>(sums.findings());
      Study.of(labels).forEach(study -> findings.add(study.find(set, costs)));
      return new Evaluation(
          labels,
          parameters.topology().output().lossName(),
          score,
          sums.ofRows(),
          findings,
          data.info().shape(),
          blas.kernel());
    } finally {
      scored.unpersist();
      broadcast.destroy();
      spark.setJobDescription(null);
    }
  }

  /**
   * What comes of the rows of a partition: their groups, and behind them their sums.
   *
   * @param rows a group, or none
   * @param sums of all rows, or none
   */
  private record Scored(List<ScoredRows> rows, List<EvaluationSums> sums) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /** Scores the groups of a partition. */
  private record ScoreGroups(
      Broadcast<Parameters> parameters, Scaling scaling, Labels labels, Blas blas)
      implements FlatMapFunction<Iterator<RowBlock>, Scored> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<Scored> call(Iterator<RowBlock> groups) {
      Classifier classifier = new Classifier(parameters.value(), scaling, blas.products());
      EvaluationSums sums = new EvaluationSums(labels);
      return IteratorUtils.chainedIterator(
          IteratorUtils.transformedIterator(
              groups,
              group -> new Scored(List.of(sums.add(group, classifier.classify(group))), List.of())),
          IteratorUtils.singletonIterator(new Scored(List.of(), List.of(sums))));
    }
  }
}
