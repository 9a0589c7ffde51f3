package dev.lockstep.aggregate;

import dev.lockstep.data.EpochRows;
import dev.lockstep.data.InvalidInputException;
import dev.lockstep.data.MiniBatchPlan;
import dev.lockstep.data.PackedDataset;
import dev.lockstep.data.PackedRows;
import dev.lockstep.linalg.Blas;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.Phase;
import dev.lockstep.network.PhaseClock;
import dev.lockstep.transport.Attempt;
import dev.lockstep.transport.Rendezvous;
import dev.lockstep.transport.TransportSettings;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * One barrier stage an epoch: the tasks keep the parameters, take every step together, and bring
 * the parameters and the scores back at the end. Tasks of one executor meet in shared memory,
 * executors through Spark's own transport.
 *
 * <p>Spark runs all tasks of a barrier stage at once or none, and never takes a failed one again:
 * when a task is lost, this takes the whole epoch again from the driver's parameters, once there
 * are executors enough.
 */
public final class AllReduceAggregation implements Aggregation {
  private static final Logger LOG = LoggerFactory.getLogger(AllReduceAggregation.class);
  private static final int MOST_ATTEMPTS = 4;

  private final JavaSparkContext spark;
  private final EpochRows train;
  private final PackedDataset test;
  private final Blas blas;
  private final RunAccount account = new RunAccount();
  private final EpochEvaluation evaluation;
  private final PhaseClock clock = new PhaseClock();
  private final String run = UUID.randomUUID().toString();
  private final long exchangeTimeoutNanos;
  private final long executorTimeoutNanos;
  private long attempts;

  /**
   * Over data sets in file order.
   *
   * @param spark runs the stages
   * @param train the training set
   * @param test the test set
   * @param blas what computes the products of every task
   * @throws InvalidInputException if Spark cannot run all partitions at once, or might run one
   *     twice
   */
  public AllReduceAggregation(
      JavaSparkContext spark, PackedDataset train, PackedDataset test, Blas blas) {
    this(spark, EpochRows.inFileOrder(train), test, blas);
  }

  /**
   * Over cached data sets.
   *
   * @param spark runs the stages
   * @param train the training set as each epoch learns it
   * @param test the test set
   * @param blas what computes the products of every task
   * @throws InvalidInputException if Spark cannot run all partitions at once, or might run one
   *     twice
   */
  public AllReduceAggregation(
      JavaSparkContext spark, EpochRows train, PackedDataset test, Blas blas) {
    BarrierPreconditions.check(spark, train.of(0).chunks().getNumPartitions());
    this.spark = spark;
    this.train = train;
    this.test = test;
    this.blas = blas;
    evaluation = new EpochEvaluation(spark, train, test, blas, account);
    exchangeTimeoutNanos = TransportSettings.exchangeTimeoutNanos(spark.getConf());
    executorTimeoutNanos = TransportSettings.executorTimeoutNanos(spark.getConf());
  }

  /**
   * Sets what a cluster needs for barrier stages that start at once and get over lost executors,
   * where the user has set nothing. In time before the application begins only.
   *
   * @param conf Spark's settings, changed
   */
  public static void prepare(SparkConf conf) {
    TransportSettings.addRendezvous(conf);
    conf.setIfMissing("spark.scheduler.barrier.maxConcurrentTasksCheck.interval", "1s");
    conf.setIfMissing("spark.scheduler.minRegisteredResourcesRatio", "1.0");
    conf.setIfMissing("spark.locality.wait", "0s");
  }

  @Override
  public EpochScores epoch(
      int epoch, Parameters parameters, double learningRate, StepListener listener) {
    MiniBatchPlan plan = train.of(epoch).plan();
    List<EpochOutcome> outcomes = untilDone(epoch, parameters, learningRate);
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

  private List<EpochOutcome> untilDone(int epoch, Parameters parameters, double learningRate) {
    for (int attempt = 1; ; attempt++) {
      StageFailures failures = new StageFailures();
      spark.sc().addSparkListener(failures);
      try {
        return attempt(epoch, parameters, learningRate, failures);
      } catch (ExecutionException e) {
        failures
            .mistake()
            .or(() -> InvalidInputException.in(e))
            .ifPresent(
                mistake -> {
                  throw mistake;
                });
        String reason = failures.reason().orElseGet(() -> String.valueOf(e.getMessage()));
        if (attempt == MOST_ATTEMPTS || spark.sc().isStopped()) {
          throw new IllegalStateException(
              "Epoch %d failed %d times: %s".formatted(epoch, attempt, reason), e);
        }
        LOG.warn(
            "Epoch {} is taken again from its beginning (attempt {} of {}): {}",
            epoch,
            attempt + 1,
            MOST_ATTEMPTS,
            reason);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Epoch %d was stopped".formatted(epoch), e);
      } finally {
        spark.sc().removeSparkListener(failures);
      }
    }
  }

  private List<EpochOutcome> attempt(
      int epoch, Parameters parameters, double learningRate, StageFailures failures)
      throws ExecutionException, InterruptedException {
    PackedDataset rows = train.of(epoch);
    int partitions = rows.chunks().getNumPartitions();
    Slots slots = new Slots(spark.sc(), partitions, executorTimeoutNanos);
    slots.await();
    spark.setJobDescription("Epoch %d: %d steps and scores".formatted(epoch, rows.plan().steps()));
    clock.restart();
    Broadcast<Parameters> start = spark.broadcast(parameters);
    clock.lap(Phase.EXCHANGE);
    account.times().addMean(clock.take(), 1);
    long began = System.nanoTime();
    Team.Key team = new Team.Key(run, attempts++, Attempt.draw());
    Rendezvous.open(team.attempt(), partitions);
    try {
      EpochTask task =
          new EpochTask(team, start, rows.plan(), learningRate, blas, exchangeTimeoutNanos);
      List<EpochOutcome> outcomes = run(barrierStage(rows, task), slots, failures);
      account.enter(
          outcomes.stream().map(o -> o.report).reduce(TaskReport::merge).orElseThrow(),
          System.nanoTime() - began);
      return outcomes;
    } finally {
      Rendezvous.close(team.attempt());
      start.destroy();
      spark.setJobDescription(null);
    }
  }

  private static List<EpochOutcome> run(
      RDD<EpochOutcome> stage, Slots slots, StageFailures failures)
      throws ExecutionException, InterruptedException {
    OutcomesJob job = OutcomesJob.submit(stage);
    try {
      return slots.watch(job);
    } catch (ExecutionException e) {
      failures.await(job.jobIds());
      throw e;
    }
  }

  private RDD<EpochOutcome> barrierStage(PackedDataset train, EpochTask task) {
    ClassTag<PackedRows> rows = ClassTag$.MODULE$.apply(PackedRows.class);
    ClassTag<EpochOutcome> outcome = ClassTag$.MODULE$.apply(EpochOutcome.class);
    RDD<PackedRows> trainRows = train.chunks().rdd();
    RDD<EpochOutcome> epoch =
        trainRows.zipPartitions(trainRows, test.chunks().rdd(), task, rows, rows, outcome);
    return epoch.barrier().mapPartitions(new Unchanged<>(), true, outcome);
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
