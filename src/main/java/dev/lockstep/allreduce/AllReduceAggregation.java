package dev.lockstep.allreduce;

import dev.lockstep.aggregate.Aggregation;
import dev.lockstep.aggregate.AggregationKind;
import dev.lockstep.aggregate.EpochEvaluation;
import dev.lockstep.aggregate.EpochScores;
import dev.lockstep.aggregate.LaneScores;
import dev.lockstep.aggregate.NotFiniteException;
import dev.lockstep.aggregate.Pace;
import dev.lockstep.aggregate.RunAccount;
import dev.lockstep.aggregate.Slice;
import dev.lockstep.aggregate.SparkRun;
import dev.lockstep.aggregate.StepListener;
import dev.lockstep.aggregate.TaskFailures;
import dev.lockstep.aggregate.TaskReport;
import dev.lockstep.allreduce.SliceTask.Outcome;
import dev.lockstep.allreduce.SliceTask.Work;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.linalg.Blas;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.Phase;
import dev.lockstep.network.PhaseClock;
import dev.lockstep.pack.Chunk;
import dev.lockstep.pack.MiniBatchPlan;
import dev.lockstep.pack.PackedDataset;
import dev.lockstep.transport.Attempt;
import dev.lockstep.transport.Rendezvous;
import dev.lockstep.transport.TransportSettings;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * Many steps a barrier stage: the tasks keep the parameters, take the steps of a slice together,
 * and bring the parameters back at its end; of an epoch that is short, which is one slice, the
 * scores as well. Tasks of one executor meet in shared memory, executors through Spark's own
 * transport.
 *
 * <p>Spark runs all tasks of a barrier stage at once or none, and never takes a failed one again:
 * when a task is lost, this takes the whole slice again from the driver's parameters, once there
 * are executors enough.
 */
public final class AllReduceAggregation implements Aggregation {
  private static final int MOST_ATTEMPTS = 4;

  private final JavaSparkContext spark;
  private final SparkRun run;
  private final Pace pace;
  private final EpochEvaluation evaluation;
  private final PhaseClock clock = new PhaseClock();
  private final String name = UUID.randomUUID().toString();
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
    this(SparkRun.inFileOrder(spark, train, test, blas));
  }

  private AllReduceAggregation(SparkRun run) {
    this(run, run.pace());
  }

  public AllReduceAggregation(SparkRun run, Pace pace) {
    BarrierPreconditions.obstacle(run.spark(), run.partitions())
        .ifPresent(
            obstacle -> {
              throw obstacle.mistake();
            });
    this.run = run;
    this.pace = pace;
    spark = run.spark();
    evaluation = new EpochEvaluation(run, pace);
    exchangeTimeoutNanos = TransportSettings.exchangeTimeoutNanos(spark.getConf());
    executorTimeoutNanos = TransportSettings.executorTimeoutNanos(spark.getConf());
    run.account().begin(AggregationKind.ALLREDUCE);
  }

  /**
   * Sets what a cluster needs for barrier stages that start at once and get over lost executors,
   * where the user has set nothing. Has an effect only before the SparkContext is created.
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
  public Slice advance(
      int epoch, int step, Parameters parameters, double learningRate, StepListener listener) {
    MiniBatchPlan plan = run.train().of(epoch).plan();
    int left = plan.steps() - step;
    if (left == 0) {
      return Slice.last(step, evaluation.run(epoch, parameters));
    }
    double nanos = pace.ofStep(parameters, plan.batchRows(0));
    int end = step + pace.cut(left, nanos);
    long rows = plan.rows() + run.test().plan().rows();
    boolean scores =
        end == plan.steps() && pace.fits(left * nanos + pace.ofScores(parameters, rows));
    Work work = new Work(epoch, step, end, scores, learningRate);
    Optional<EpochScores> scored = take(work, plan, parameters);
    for (int taken = step; taken < end; taken++) {
      listener.stepDone(taken);
    }
    return new Slice(end, scored);
  }

  private Optional<EpochScores> take(Work work, MiniBatchPlan plan, Parameters parameters) {
    LaneScores train = new LaneScores(plan.blocks());
    LaneScores test = new LaneScores(plan.blocks());
    for (Outcome outcome : untilDone(work, parameters)) {
      if (outcome.failedStep() >= 0) {
        throw new NotFiniteException(outcome.failedStep(), outcome.loss());
      }
      train.merge(outcome.train());
      test.merge(outcome.test());
      if (outcome.parameters() != null) {
        parameters.copyFrom(outcome.parameters());
      }
    }
    return work.scores()
        ? Optional.of(new EpochScores(train.sum(plan.rows()), test.sum(run.test().plan().rows())))
        : Optional.empty();
  }

  private List<Outcome> untilDone(Work work, Parameters parameters) {
    for (int attempt = 1; ; attempt++) {
      try (TaskFailures failures = TaskFailures.watch(spark)) {
        try {
          return attempt(work, parameters, failures);
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
                "Epoch %d failed %d times: %s".formatted(work.epoch(), attempt, reason), e);
          }
          run.notices()
              .accept(
                  "%s; epoch %d goes on from step %d (attempt %d of %d)."
                      .formatted(
                          reason, work.epoch(), work.from() + 1, attempt + 1, MOST_ATTEMPTS));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Epoch %d was stopped".formatted(work.epoch()), e);
      }
    }
  }

  private List<Outcome> attempt(Work work, Parameters parameters, TaskFailures failures)
      throws ExecutionException, InterruptedException {
    PackedDataset rows = run.train().of(work.epoch());
    int partitions = rows.chunks().getNumPartitions();
    SlotWait slots = new SlotWait(spark.sc(), partitions, executorTimeoutNanos);
    slots.await();
    spark.setJobDescription(
        "Epoch %d: steps %d to %d of %d%s"
            .formatted(
                work.epoch(),
                work.from() + 1,
                work.to(),
                rows.plan().steps(),
                work.scores() ? " and scores" : ""));
    clock.restart();
    Broadcast<Parameters> start = spark.broadcast(parameters);
    clock.lap(Phase.EXCHANGE);
    run.account().times().addMean(clock.take(), 1);
    long began = System.nanoTime();
    WorkerGroup.Key group = new WorkerGroup.Key(name, attempts++, Attempt.draw());
    Rendezvous.open(group.attempt(), partitions);
    try {
      SliceTask task =
          new SliceTask(group, start, rows.plan(), work, run.blas(), exchangeTimeoutNanos);
      List<Outcome> outcomes = run(barrierStage(rows, task, work.scores()), slots, failures);
      enter(outcomes, work, rows.plan(), System.nanoTime() - began);
      return outcomes;
    } finally {
      Rendezvous.close(group.attempt());
      start.destroy();
      spark.setJobDescription(null);
    }
  }

  /** What has been measured. */
  private void enter(List<Outcome> outcomes, Work work, MiniBatchPlan plan, long wall) {
    TaskReport report =
        outcomes.stream().map(Outcome::report).reduce(TaskReport::merge).orElseThrow();
    run.account().enter(report, wall);
    long scoring = report.times().nanos(Phase.EVALUATE) / report.tasks();
    pace.stepped(work.to() - work.from(), wall - scoring);
    if (work.scores()) {
      pace.scored(plan.rows() + run.test().plan().rows(), scoring);
    }
  }

  private static List<Outcome> run(RDD<Outcome> stage, SlotWait slots, TaskFailures failures)
      throws ExecutionException, InterruptedException {
    OutcomesJob job = OutcomesJob.submit(stage);
    try {
      return slots.watch(job);
    } catch (ExecutionException e) {
      failures.await(job.jobIds());
      throw e;
    }
  }

  /** Rows that are not to be scored are not fetched either: they may lie on a disk. */
  private RDD<Outcome> barrierStage(PackedDataset train, SliceTask task, boolean scores) {
    ClassTag<Chunk> rows = ClassTag$.MODULE$.apply(Chunk.class);
    ClassTag<Outcome> outcome = ClassTag$.MODULE$.apply(Outcome.class);
    RDD<Chunk> steps = train.chunks().rdd();
    RDD<Chunk> none = scores ? null : PackedDataset.none("none", train).chunks().rdd();
    RDD<Outcome> slice =
        steps.zipPartitions(
            scores ? steps : none,
            scores ? run.test().chunks().rdd() : none,
            task,
            rows,
            rows,
            outcome);
    return slice.barrier().mapPartitions(new Unchanged<>(), true, outcome);
  }

  @Override
  public EpochScores evaluate(Parameters parameters) {
    return evaluation.run(0, parameters);
  }

  @Override
  public RunAccount account() {
    return run.account();
  }
}
