package dev.lockstep.allreduce;

import dev.lockstep.aggregate.BlockTree;
import dev.lockstep.aggregate.LaneScores;
import dev.lockstep.aggregate.TaskCalculator;
import dev.lockstep.linalg.Blas;
import dev.lockstep.network.ModelState;
import dev.lockstep.network.TimeReport;
import dev.lockstep.network.optimizer.Update;
import dev.lockstep.pack.Chunk;
import dev.lockstep.pack.MiniBatchPlan;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.BarrierTaskInfo;
import org.apache.spark.broadcast.Broadcast;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;

/**
 * One task's part of a slice of an all-reduced epoch: steps over its blocks, in lockstep with the
 * other tasks, and then the scores of its lanes where they are asked for. Walks over the training
 * set, and then over every set that is scored, chunk by chunk, so that a partition need not be in
 * memory.
 */
final class SliceTask
    extends AbstractFunction1<
        scala.collection.Iterator<scala.collection.Iterator<Chunk>>,
        scala.collection.Iterator<SliceTask.Outcome>>
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
   */
  record Work(int epoch, int from, int to, boolean scores, Update update) implements Serializable {}

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
  private final Work work;
  private final Blas blas;
  private final long timeoutNanos;

  SliceTask(
      WorkerGroup.Key key,
      Broadcast<ModelState> start,
      MiniBatchPlan plan,
      Work work,
      Blas blas,
      long timeoutNanos) {
    this.key = key;
    this.start = start;
    this.plan = plan;
    this.work = work;
    this.blas = blas;
    this.timeoutNanos = timeoutNanos;
  }

  @Override
  public scala.collection.Iterator<Outcome> apply(
      scala.collection.Iterator<scala.collection.Iterator<Chunk>> walks) {
    BarrierTaskContext context = BarrierTaskContext.get();
    WorkerGroup group = join(context);
    try (TaskCalculator calculator =
        TaskCalculator.borrow(start.value().parameters().topology(), blas)) {
      Iterator<Chunk> train = CollectionConverters.asJava(walks.next());
      Outcome outcome = new Steps(context, group, calculator, train).take(walks);
      return CollectionConverters.asScala(List.of(outcome).iterator());
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

  /** This task among the others. */
  private final class Steps {
    private final boolean isFirst;
    private final WorkerGroup group;
    private final Worker worker;
    private final TaskCalculator calculator;
    private final Iterator<Chunk> train;

    /** Read already, but of a later chunk. */
    private Chunk ahead;

    Steps(
        BarrierTaskContext context,
        WorkerGroup group,
        TaskCalculator calculator,
        Iterator<Chunk> train) {
      isFirst = context.partitionId() == 0;
      this.group = group;
      worker = new Worker(group, context.partitionId(), calculator.clock(), context::isInterrupted);
      this.calculator = calculator;
      this.train = train;
    }

    Outcome take(scala.collection.Iterator<scala.collection.Iterator<Chunk>> scored) {
      double loss = 0;
      int step = work.from;
      while (step < work.to) {
        List<Chunk> chunk = chunkOf(step);
        int end = Math.min(work.to, plan.chunkEnd(plan.chunkOf(step)));
        for (; step < end; step++) {
          loss = step(step, chunk);
          if (!Double.isFinite(loss)) {
            return new Outcome(loss, step, List.of(), null, calculator.report());
          }
        }
      }
      List<LaneScores> scores = new ArrayList<>();
      while (scored.hasNext()) {
        scores.add(score(CollectionConverters.asJava(scored.next())));
      }
      ModelState model = isFirst ? group.model() : null;
      return new Outcome(loss, -1, scores, model, calculator.report());
    }

    private LaneScores score(Iterator<Chunk> chunks) {
      LaneScores none = new LaneScores(plan.blocks());
      return calculator.score(group.model().parameters(), chunks, 0, Integer.MAX_VALUE, none);
    }

    private double step(int step, List<Chunk> chunk) {
      BlockTree tree = BlockTree.ofStep(plan, step);
      List<Chunk> blocks = chunk.stream().filter(rows -> rows.hasBlock(step)).toList();
      WorkerGroup.Blocks own =
          new WorkerGroup.Blocks(
              blocks.stream().map(Chunk::lane).toList(),
              calculator.passes(group.model().parameters(), blocks, step));
      return worker.step(step, tree, own, work.update);
    }

    /**
     * The chunk of every lane that this task owns which holds a step: they follow each other,
     * behind those of earlier steps. A lane without rows there has none.
     */
    private List<Chunk> chunkOf(int step) {
      List<Chunk> chunk = new ArrayList<>();
      Chunk next = ahead == null && train.hasNext() ? train.next() : ahead;
      while (next != null && next.chunk() <= plan.chunkOf(step)) {
        if (next.holds(step)) {
          chunk.add(next);
        }
        next = train.hasNext() ? train.next() : null;
      }
      ahead = next;
      return chunk;
    }
  }
}
