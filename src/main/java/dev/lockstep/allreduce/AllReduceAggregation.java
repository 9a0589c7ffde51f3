package dev.lockstep.allreduce;

import dev.lockstep.aggregate.AggregationKind;
import dev.lockstep.aggregate.DivergedException;
import dev.lockstep.aggregate.LaneScores;
import dev.lockstep.aggregate.Pace;
import dev.lockstep.aggregate.Slice;
import dev.lockstep.aggregate.SparkAggregation;
import dev.lockstep.aggregate.SparkRun;
import dev.lockstep.aggregate.TaskFailures;
import dev.lockstep.allreduce.SliceTask.Outcome;
import dev.lockstep.allreduce.SliceTask.Work;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.network.ModelState;
import dev.lockstep.network.Phase;
import dev.lockstep.network.PhaseClock;
import dev.lockstep.network.Score;
import dev.lockstep.network.SetScore;
import dev.lockstep.network.TimeReport;
import dev.lockstep.network.optimizer.Update;
import dev.lockstep.pack.Chunk;
import dev.lockstep.pack.MiniBatchPlan;
import dev.lockstep.pack.PackedDataset;
import dev.lockstep.transport.Attempt;
import dev.lockstep.transport.Endpoint;
import dev.lockstep.transport.Rendezvous;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.IntConsumer;
import org.apache.commons.collections4.IteratorUtils;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import scala.Function1;
import scala.Function2;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
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
public final class AllReduceAggregation extends SparkAggregation {
  private static final int MOST_ATTEMPTS = 4;

  private final JavaSparkContext spark;
  private final Pace pace;
  private final PhaseClock clock = new PhaseClock();
  private final String name = UUID.randomUUID().toString();
  private final long exchangeTimeoutNanos;
  private long attempts;

  /** For a run of which nothing has been measured. */
  public AllReduceAggregation(SparkRun run) {
    this(run, run.pace());
  }

  public AllReduceAggregation(SparkRun run, Pace pace) {
    super(run, pace);
    BarrierPreconditions.obstacle(run.spark(), run.partitions())
        .ifPresent(
            obstacle -> {
              throw obstacle.mistake();
            });
    this.pace = pace;
    spark = run.spark();
    exchangeTimeoutNanos = Endpoint.exchangeTimeoutNanos(spark.getConf());
    run.account().begin(AggregationKind.ALLREDUCE);
  }

  /**
   * Sets what a cluster needs for barrier stages that start at once and get over lost executors,
   * where the user has set nothing. Has an effect only before the SparkContext is created.
   *
   * @param conf Spark's settings, changed
   */
  public static void prepare(SparkConf conf) {
    Rendezvous.addTo(conf);
    conf.setIfMissing("spark.scheduler.barrier.maxConcurrentTasksCheck.interval", "1s");
    conf.setIfMissing("spark.scheduler.minRegisteredResourcesRatio", "1.0");
    conf.setIfMissing("spark.locality.wait", "0s");
  }

  @Override
  public Slice advance(int epoch, int step, ModelState model, Update update, IntConsumer listener) {
    MiniBatchPlan plan = run.train().of(epoch).plan();
    int left = plan.steps() - step;
    if (left == 0) {
      return new Slice(step, evaluation.run(epoch, model.parameters()));
    }
    double nanos = pace.ofStep(model.parameters(), plan.batchRows(0));
    int end = step + pace.cut(left, nanos);
    double scoring = pace.ofScores(model.parameters(), run.rows());
    boolean scores = end == plan.steps() && pace.fits(left * nanos + scoring);
    Work work = new Work(epoch, step, end, scores, update, run.dropout().in(epoch));
    List<SetScore> scored = take(work, plan, model);
    for (int taken = step; taken < end; taken++) {
      listener.accept(taken);
    }
    return new Slice(end, scored);
  }

  private List<SetScore> take(Work work, MiniBatchPlan plan, ModelState model) {
    List<SparkRun.ScoredSet> sets = work.scores() ? run.sets(work.epoch()) : List.of();
    List<LaneScores> lanes = sets.stream().map(set -> new LaneScores(plan.blocks())).toList();
    for (Outcome outcome : untilDone(work, model)) {
      if (outcome.failedStep() >= 0) {
        DivergedException.check(outcome.failedStep(), outcome.loss());
      }
      for (int i = 0; i < lanes.size(); i++) {
        lanes.get(i).merge(outcome.scores().get(i));
      }
      if (outcome.model() != null) {
        model.copyFrom(outcome.model());
      }
    }
    List<SetScore> scores = new ArrayList<>();
    for (SparkRun.ScoredSet set : sets) {
      Score score = lanes.get(scores.size()).sum(set.rows().plan().rows());
      scores.add(new SetScore(set.name(), score));
    }
    return scores;
  }

  private List<Outcome> untilDone(Work work, ModelState model) {
    for (int attempt = 1; ; attempt++) {
      try (TaskFailures failures = TaskFailures.watch(spark)) {
        try {
          return attempt(work, model, failures);
        } catch (ExecutionException e) {
          failures
              .mistake()
              .or(() -> InvalidInputException.in(e))
              .ifPresent(
                  mistake -> {
                    throw mistake;
                  });
          String reason = failures.reason().orElseGet(() -> String.valueOf(e.getCause()));
          if (attempt == MOST_ATTEMPTS || spark.sc().isStopped()) {
            throw new IllegalStateException(
                "Epoch %d failed %d times: %s".formatted(work.epoch(), attempt, reason), e);
          }
          run.notices()
              .accept(
                  "%s; epoch %d continues from step %d (attempt %d of %d)."
                      .formatted(
                          reason, work.epoch(), work.from() + 1, attempt + 1, MOST_ATTEMPTS));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Epoch %d was stopped".formatted(work.epoch()), e);
      }
    }
  }

  private List<Outcome> attempt(Work work, ModelState model, TaskFailures failures)
      throws ExecutionException, InterruptedException {
    PackedDataset rows = run.train().of(work.epoch());
    int partitions = rows.chunks().getNumPartitions();
    OutcomesJob job = new OutcomesJob(spark.sc(), partitions);
    job.awaitSlots();
    spark.setJobDescription(
        "Epoch %d: steps %d to %d of %d%s"
            .formatted(
                work.epoch(),
                work.from() + 1,
                work.to(),
                rows.plan().steps(),
                work.scores() ? " and scores" : ""));
    clock.restart();
    Broadcast<ModelState> start = spark.broadcast(model);
    clock.lap(Phase.EXCHANGE);
    run.account().times().addMean(clock.take());
    long began = System.nanoTime();
    WorkerGroup.Key group = new WorkerGroup.Key(name, attempts++, Attempt.draw());
    Rendezvous.open(group.attempt(), partitions);
    try {
      SliceTask task =
          new SliceTask(group, start, rows.divisors(), work, run.blas(), exchangeTimeoutNanos);
      List<Outcome> outcomes = job.run(barrierStage(work, task), failures);
      enter(outcomes, work, System.nanoTime() - began);
      return outcomes;
    } finally {
      Rendezvous.close(group.attempt());
      start.destroy();
      spark.setJobDescription(null);
    }
  }

  /** What has been measured. */
  private void enter(List<Outcome> outcomes, Work work, long wall) {
    TimeReport report =
        outcomes.stream().map(Outcome::report).reduce(TimeReport::merge).orElseThrow();
    run.account().enter(report, wall);
    long scoring = report.nanos(Phase.EVALUATE) / report.tasks();
    pace.stepped(work.to() - work.from(), wall - scoring);
    if (work.scores()) {
      pace.scored(run.rows(), scoring);
    }
  }

  /** What Spark's Scala interface takes, with nothing for its closure cleaner to look into. */
  private interface Walk<T, R> extends Function1<T, R>, Serializable {}

  private interface Walks<T, U, R> extends Function2<T, U, R>, Serializable {}

  /**
   * One element a partition: what is walked over for the steps, and then of every set that is
   * scored. Rows that are not to be scored are not fetched either: they may lie on a disk.
   */
  private RDD<Outcome> barrierStage(Work work, SliceTask task) {
    ClassTag<Chunk> rows = ClassTag$.MODULE$.apply(Chunk.class);
    ClassTag<Iterator<Chunk>> walk = ClassTag$.MODULE$.apply(Iterator.class);
    ClassTag<Outcome> outcome = ClassTag$.MODULE$.apply(Outcome.class);
    Walk<Iterator<Chunk>, Iterator<Iterator<Chunk>>> one =
        partition -> CollectionConverters.asScala(IteratorUtils.singletonIterator(partition));
    Walks<Iterator<Iterator<Chunk>>, Iterator<Chunk>, Iterator<Iterator<Chunk>>> oneMore =
        (walks, partition) ->
            CollectionConverters.asScala(
                IteratorUtils.chainedIterator(
                    CollectionConverters.asJava(walks),
                    IteratorUtils.singletonIterator(partition)));
    RDD<Chunk> steps = run.train().of(work.epoch()).chunks().rdd();
    RDD<Iterator<Chunk>> walks = steps.mapPartitions(one, true, walk);
    if (work.scores()) {
      for (SparkRun.ScoredSet set : run.sets(work.epoch())) {
        walks = walks.zipPartitions(set.rows().chunks().rdd(), true, oneMore, rows, walk);
      }
    }
    return walks.barrier().mapPartitions(task, true, outcome);
  }
}
