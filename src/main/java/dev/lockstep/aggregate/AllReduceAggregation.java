package dev.lockstep.aggregate;

import dev.lockstep.data.InvalidInputException;
import dev.lockstep.data.MiniBatchPlan;
import dev.lockstep.data.PackedDataset;
import dev.lockstep.data.PackedRows;
import dev.lockstep.linalg.Blas;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.Phase;
import dev.lockstep.network.PhaseClock;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * One barrier stage an epoch: the tasks keep the parameters, take every step together through
 * shared memory, and bring the parameters and the scores back at the end.
 *
 * <p>Spark runs all tasks of a barrier stage at once or none, and never takes a failed one again:
 * when a task is lost, this takes the whole epoch again from the driver's parameters.
 */
public final class AllReduceAggregation implements Aggregation {
  private static final Logger LOG = LoggerFactory.getLogger(AllReduceAggregation.class);
  private static final int MOST_ATTEMPTS = 4;

  private final JavaSparkContext spark;
  private final PackedDataset train;
  private final PackedDataset test;
  private final Blas blas;
  private final RunAccount account = new RunAccount();
  private final EpochEvaluation evaluation;
  private final PhaseClock clock = new PhaseClock();
  private final String run = UUID.randomUUID().toString();
  private final long timeoutNanos;
  private long attempts;

  /**
   * Over cached data sets.
   *
   * @param spark runs the stages
   * @param train the training set
   * @param test the test set
   * @param blas the kernel of every task
   * @throws InvalidInputException if Spark cannot run all partitions at once, or might run one
   *     twice
   */
  public AllReduceAggregation(
      JavaSparkContext spark, PackedDataset train, PackedDataset test, Blas blas) {
    BarrierPreconditions.check(spark, train.chunks().getNumPartitions());
    this.spark = spark;
    this.train = train;
    this.test = test;
    this.blas = blas;
    evaluation = new EpochEvaluation(spark, train, test, blas, account);
    timeoutNanos =
        TimeUnit.SECONDS.toNanos(
            Math.max(1, spark.getConf().getTimeAsSeconds("spark.network.timeout", "120s")));
  }

  @Override
  public EpochScores epoch(
      int epoch, Parameters parameters, double learningRate, StepListener listener) {
    MiniBatchPlan plan = train.plan();
    EpochOutcome[] outcomes = untilDone(epoch, parameters, learningRate);
    ColumnScores trainScores = new ColumnScores(plan.blocks());
    ColumnScores testScores = new ColumnScores(plan.blocks());
    for (EpochOutcome outcome : outcomes) {
      if (outcome.failedStep >= 0) {
        throw new NotFiniteException(outcome.failedStep, outcome.loss);
      }
      trainScores.merge(outcome.train);
      testScores.merge(outcome.test);
      if (outcome.parameters != null) {
        parameters.copyFrom(outcome.parameters);
      }
    }
    for (int step = 0; step < plan.steps(); step++) {
      listener.stepDone(step);
    }
    return new EpochScores(trainScores.sum(plan.rows()), testScores.sum(test.plan().rows()));
  }

  private EpochOutcome[] untilDone(int epoch, Parameters parameters, double learningRate) {
    for (int attempt = 1; ; attempt++) {
      try {
        return attempt(epoch, parameters, learningRate);
      } catch (Exception e) { // Spark throws its SparkException past the compiler
        InvalidInputException.in(e)
            .ifPresent(
                mistake -> {
                  throw mistake;
                });
        if (attempt == MOST_ATTEMPTS
            || spark.sc().isStopped()
            || Thread.currentThread().isInterrupted()) {
          throw new IllegalStateException(
              "Epoch %d failed %d times: %s".formatted(epoch, attempt, e.getMessage()), e);
        }
        LOG.warn(
            "Epoch {} is taken again from its beginning (attempt {} of {}): {}",
            epoch,
            attempt + 1,
            MOST_ATTEMPTS,
            e.getMessage());
      }
    }
  }

  private EpochOutcome[] attempt(int epoch, Parameters parameters, double learningRate) {
    spark.setJobDescription("Epoch %d: %d steps and scores".formatted(epoch, train.plan().steps()));
    clock.restart();
    Broadcast<Parameters> start = spark.broadcast(parameters);
    clock.lap(Phase.EXCHANGE);
    account.times().addMean(clock.take(), 1);
    long began = System.nanoTime();
    try {
      EpochTask task =
          new EpochTask(
              new Team.Key(run, attempts++), start, train.plan(), learningRate, blas, timeoutNanos);
      EpochOutcome[] outcomes = barrierStage(task);
      TaskReport report = outcomes[0].report;
      for (int i = 1; i < outcomes.length; i++) {
        report = report.merge(outcomes[i].report);
      }
      account.enter(report, System.nanoTime() - began);
      return outcomes;
    } finally {
      start.destroy();
      spark.setJobDescription(null);
    }
  }

  private EpochOutcome[] barrierStage(EpochTask task) {
    ClassTag<PackedRows> rows = ClassTag$.MODULE$.apply(PackedRows.class);
    ClassTag<EpochOutcome> outcome = ClassTag$.MODULE$.apply(EpochOutcome.class);
    RDD<PackedRows> trainRows = train.chunks().rdd();
    RDD<EpochOutcome> epoch =
        trainRows.zipPartitions(trainRows, test.chunks().rdd(), task, rows, rows, outcome);
    return (EpochOutcome[])
        epoch.barrier().mapPartitions(new Unchanged<>(), true, outcome).collect();
  }

  @Override
  public EpochScores evaluate(Parameters parameters) {
    return evaluation.run(0, parameters);
  }

  @Override
  public RunAccount account() {
    return account;
  }
}
