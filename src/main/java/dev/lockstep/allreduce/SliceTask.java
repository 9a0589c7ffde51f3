package dev.lockstep.allreduce;

import dev.lockstep.aggregate.BlockTree;
import dev.lockstep.aggregate.LaneScores;
import dev.lockstep.aggregate.TaskCalculator;
import dev.lockstep.linalg.Blas;
import dev.lockstep.network.MiniBatch;
import dev.lockstep.network.ModelState;
import dev.lockstep.network.TimeReport;
import dev.lockstep.network.dropout.Dropout;
import dev.lockstep.network.optimizer.Update;
import dev.lockstep.pack.Chunk;
import dev.lockstep.pack.Divisors;
import dev.lockstep.pack.MiniBatchPlan;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.commons.collections4.IteratorUtils;
import org.apache.commons.collections4.iterators.PeekingIterator;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.BarrierTaskInfo;
import org.apache.spark.broadcast.Broadcast;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;

/**
 * One task's part of a slice of an all-reduced epoch: steps over its blocks, in lockstep with the
 * other tasks, and then the scores of its lanes where they are asked for. Walks over the training
 * set, and then over every set that is scored, chunk by chunk, so that a partition need not be in
 * memory.
 */
final class SliceTask
    extends AbstractFunction1<Iterator<Iterator<Chunk>>, Iterator<SliceTask.Outcome>>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * What is to be done.
   *
   * @param epoch the epoch, from 1
   * @param from the first step
   * @param to the step after the last
   * @param scores whether the epoch ends here
   * @param update what is done with the gradient of every step
   * @param dropout which units the epoch keeps
   */
  record Work(int epoch, int from, int to, boolean scores, Update update, Dropout dropout)
      implements Serializable {}

  /**
   * What a task brings back to the driver.
   *
   * @param loss of the last step taken
   * @param failedStep the step whose loss is not finite; -1 if all are
   * @param scores of this task's lanes, a value for each set that is scored
   * @param model after the last step; from task 0 alone, null from the others
   * @param report where the task's time went
   */
  record Outcome(
      double loss, int failedStep, List<LaneScores> scores, ModelState model, TimeReport report)
      implements Serializable {}

  private final WorkerGroup.Key key;
  private final Broadcast<ModelState> start;
  private final MiniBatchPlan plan;
  private final Divisors divisors;
  private final Work work;
  private final Blas blas;
  private final long timeoutNanos;

  SliceTask(
      WorkerGroup.Key key,
      Broadcast<ModelState> start,
      Divisors divisors,
      Work work,
      Blas blas,
      long timeoutNanos) {
    this.key = key;
    this.start = start;
    plan = divisors.plan();
    this.divisors = divisors;
    this.work = work;
    this.blas = blas;
    this.timeoutNanos = timeoutNanos;
  }

  @Override
  public Iterator<Outcome> apply(Iterator<Iterator<Chunk>> walks) {
    BarrierTaskContext context = BarrierTaskContext.get();
    WorkerGroup group = join(context);
    try (TaskCalculator calculator =
        TaskCalculator.borrow(start.value().parameters().topology(), blas)) {
      BooleanSupplier killed = context::isInterrupted;
      Worker worker = new Worker(group, context.partitionId(), calculator.clock(), killed);
      Outcome outcome = take(walks, worker, group.model(), calculator, context.partitionId() == 0);
      return CollectionConverters.asScala(IteratorUtils.singletonIterator(outcome));
    } catch (Throwable e) { // Scala throws checked exceptions past the compiler
      group.fail(context.partitionId(), e);
      throw e;
    } finally {
      group.leave();
    }
  }

  private WorkerGroup join(BarrierTaskContext context) {
    List<String> addresses =
        Stream.of(context.getTaskInfos()).map(BarrierTaskInfo::address).toList();
    long size = start.value().parameters().topology().size() + 1;
    ReduceScatterPlan shares =
        ReduceScatterPlan.of(addresses, context.partitionId(), plan, work.from, size);
    return WorkerGroup.join(key, shares, start.value(), timeoutNanos, context::isInterrupted);
  }

  private Outcome take(
      Iterator<Iterator<Chunk>> walks,
      Worker worker,
      ModelState model,
      TaskCalculator calculator,
      boolean isFirst) {
    PeekingIterator<Chunk> train =
        PeekingIterator.peekingIterator(CollectionConverters.asJava(walks.next()));
    List<Chunk> chunk = List.of();
    double loss = 0;
    for (int step = work.from; step < work.to; step++) {
      if (step == work.from || plan.chunkOf(step) != plan.chunkOf(step - 1)) {
        chunk = chunkOf(step, train);
      }
      if (divisors.of(step) == 0) {
        continue; // no row of this mini-batch has a weight
      }
      int now = step;
      MiniBatch batch = new MiniBatch(step, divisors.of(step), work.dropout);
      List<Chunk> blocks = chunk.stream().filter(rows -> rows.hasBlock(now)).toList();
      WorkerGroup.Blocks own =
          new WorkerGroup.Blocks(
              blocks.stream().map(Chunk::lane).toList(),
              calculator.passes(model.parameters(), blocks, batch));
      loss = worker.step(step, BlockTree.ofStep(plan, step), own, work.update);
      if (!Double.isFinite(loss)) {
        return new Outcome(loss, step, List.of(), null, calculator.report());
      }
    }
    List<LaneScores> scores = new ArrayList<>();
    LaneScores none = new LaneScores(plan.blocks());
    while (walks.hasNext()) {
      var chunks = CollectionConverters.asJava(walks.next());
      scores.add(calculator.score(model.parameters(), chunks, 0, Integer.MAX_VALUE, none));
    }
    return new Outcome(loss, -1, scores, isFirst ? model : null, calculator.report());
  }

  /**
   * The chunk of every lane that this task owns which holds a step: they follow each other, behind
   * those of earlier steps. A lane without rows there has none.
   */
  private List<Chunk> chunkOf(int step, PeekingIterator<Chunk> train) {
    List<Chunk> chunk = new ArrayList<>();
    while (train.hasNext() && train.peek().chunk() <= plan.chunkOf(step)) {
      Chunk next = train.next();
      if (next.holds(step)) {
        chunk.add(next);
      }
    }
    return chunk;
  }
}
