package dev.lockstep.allreduce;

import dev.lockstep.aggregate.BlockTree;
import dev.lockstep.aggregate.LaneScores;
import dev.lockstep.aggregate.TaskCalculator;
import dev.lockstep.aggregate.TaskReport;
import dev.lockstep.linalg.Blas;
import dev.lockstep.network.Parameters;
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
import scala.runtime.AbstractFunction3;

/**
 * One task's part of a slice of an all-reduced epoch: steps over its blocks, in lockstep with the
 * other tasks, and then the scores of its lanes where they are asked for. Walks over the training
 * set once, or twice and the test set once, chunk by chunk, so that a partition need not be in
 * memory.
 */
final class SliceTask
    extends AbstractFunction3<
        scala.collection.Iterator<Chunk>,
        scala.collection.Iterator<Chunk>,
        scala.collection.Iterator<Chunk>,
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
   * @param learningRate lr
   */
  record Work(int epoch, int from, int to, boolean scores, double learningRate)
      implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /**
   * What a task brings back to the driver.
   *
   * @param loss of the last step taken
   * @param failedStep the step whose loss is not finite; -1 if there is none
   * @param train of this task's lanes, where scores are due
   * @param test of this task's lanes, where scores are due
   * @param parameters after the last step; from worker 0 alone, null from the others
   * @param report where the task's time went
   */
  record Outcome(
      double loss,
      int failedStep,
      LaneScores train,
      LaneScores test,
      Parameters parameters,
      TaskReport report)
      implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  private final WorkerGroup.Key group;
  private final Broadcast<Parameters> start;
  private final MiniBatchPlan plan;
  private final Work work;
  private final Blas blas;
  private final long timeoutNanos;

  SliceTask(
      WorkerGroup.Key group,
      Broadcast<Parameters> start,
      MiniBatchPlan plan,
      Work work,
      Blas blas,
      long timeoutNanos) {
    this.group = group;
    this.start = start;
    this.plan = plan;
    this.work = work;
    this.blas = blas;
    this.timeoutNanos = timeoutNanos;
  }

  @Override
  public scala.collection.Iterator<Outcome> apply(
      scala.collection.Iterator<Chunk> train,
      scala.collection.Iterator<Chunk> trainAgain,
      scala.collection.Iterator<Chunk> test) {
    BarrierTaskContext context = BarrierTaskContext.get();
    WorkerGroup workers = join(context);
    try (TaskCalculator calculator = TaskCalculator.borrow(start.value().topology(), blas)) {
      Member worker = new Member(context, workers, calculator);
      Outcome outcome = worker.take(java(train), java(trainAgain), java(test));
      return CollectionConverters.asScala(List.of(outcome).iterator());
    } catch (Throwable e) { // Scala throws checked exceptions past the compiler
      workers.fail(context.partitionId(), e);
      throw e;
    } finally {
      workers.leave();
    }
  }

  private WorkerGroup join(BarrierTaskContext context) {
    List<String> addresses =
        Stream.of(context.getTaskInfos()).map(BarrierTaskInfo::address).toList();
    return WorkerGroup.join(
        group,
        GroupLayout.of(addresses, context.partitionId()),
        plan,
        work.from,
        start.value(),
        timeoutNanos,
        context::isInterrupted);
  }

  private static Iterator<Chunk> java(scala.collection.Iterator<Chunk> chunks) {
    return CollectionConverters.asJava(chunks);
  }

  /** This task among the others. */
  private final class Member {
    private final boolean isFirst;
    private final WorkerGroup workers;
    private final Worker place;
    private final TaskCalculator calculator;

    /** Read already, but of a later chunk. */
    private Chunk ahead;

    Member(BarrierTaskContext context, WorkerGroup workers, TaskCalculator calculator) {
      isFirst = context.partitionId() == 0;
      this.workers = workers;
      place = workers.worker(context.partitionId(), calculator.clock(), context::isInterrupted);
      this.calculator = calculator;
    }

    Outcome take(Iterator<Chunk> train, Iterator<Chunk> trainAgain, Iterator<Chunk> test) {
      double loss = 0;
      int step = work.from;
      while (step < work.to) {
        List<Chunk> chunk = chunkOf(step, train);
        int end = Math.min(work.to, plan.chunkEnd(plan.chunkOf(step)));
        for (; step < end; step++) {
          loss = step(step, chunk);
          if (!Double.isFinite(loss)) {
            LaneScores none = new LaneScores(plan.blocks());
            return new Outcome(loss, step, none, none, null, calculator.report());
          }
        }
      }
      Parameters parameters = workers.parameters();
      LaneScores trainScores = score(trainAgain);
      LaneScores testScores = score(test);
      Parameters result = isFirst ? parameters : null;
      return new Outcome(loss, -1, trainScores, testScores, result, calculator.report());
    }

    private LaneScores score(Iterator<Chunk> chunks) {
      LaneScores none = new LaneScores(plan.blocks());
      return calculator.score(workers.parameters(), chunks, 0, Integer.MAX_VALUE, none);
    }

    private double step(int step, List<Chunk> chunk) {
      BlockTree tree = BlockTree.ofStep(plan, step);
      List<Chunk> blocks = chunk.stream().filter(rows -> rows.hasBlock(step)).toList();
      SharedStep.Blocks own =
          new SharedStep.Blocks(
              blocks.stream().map(Chunk::lane).toList(),
              calculator.passes(workers.parameters(), blocks, step));
      return place.step(step, tree, own, work.learningRate);
    }

    /**
     * The chunk of every lane that this task owns which holds a step: they follow each other,
     * behind those of earlier steps. A lane without rows there has none.
     */
    private List<Chunk> chunkOf(int step, Iterator<Chunk> train) {
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
