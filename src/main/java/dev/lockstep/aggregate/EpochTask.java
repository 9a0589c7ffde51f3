package dev.lockstep.aggregate;

import dev.lockstep.data.MiniBatchPlan;
import dev.lockstep.data.PackedRows;
import dev.lockstep.linalg.Blas;
import dev.lockstep.network.Parameters;
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
 * One task's part of an all-reduced epoch: every step over its blocks, in lockstep with the other
 * tasks, then the scores of its columns. Walks over the training set twice and the test set once,
 * chunk by chunk, so that a partition need not be in memory.
 */
final class EpochTask
    extends AbstractFunction3<
        scala.collection.Iterator<PackedRows>,
        scala.collection.Iterator<PackedRows>,
        scala.collection.Iterator<PackedRows>,
        scala.collection.Iterator<EpochOutcome>>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Team.Key team;
  private final Broadcast<Parameters> start;
  private final MiniBatchPlan plan;
  private final double learningRate;
  private final Blas blas;
  private final long timeoutNanos;

  EpochTask(
      Team.Key team,
      Broadcast<Parameters> start,
      MiniBatchPlan plan,
      double learningRate,
      Blas blas,
      long timeoutNanos) {
    this.team = team;
    this.start = start;
    this.plan = plan;
    this.learningRate = learningRate;
    this.blas = blas;
    this.timeoutNanos = timeoutNanos;
  }

  @Override
  public scala.collection.Iterator<EpochOutcome> apply(
      scala.collection.Iterator<PackedRows> train,
      scala.collection.Iterator<PackedRows> trainAgain,
      scala.collection.Iterator<PackedRows> test) {
    BarrierTaskContext context = BarrierTaskContext.get();
    Team members = join(context);
    try (TaskCalculator calculator = TaskCalculator.borrow(start.value().topology(), blas)) {
      Member member = new Member(context, members, calculator);
      EpochOutcome outcome = member.epoch(java(train), java(trainAgain), java(test));
      return CollectionConverters.asScala(List.of(outcome).iterator());
    } catch (Throwable e) { // Scala throws checked exceptions past the compiler
      members.fail(context.partitionId(), e);
      throw e;
    } finally {
      members.leave();
    }
  }

  private Team join(BarrierTaskContext context) {
    List<String> addresses =
        Stream.of(context.getTaskInfos()).map(BarrierTaskInfo::address).toList();
    return Team.join(
        team,
        Membership.of(addresses, context.partitionId()),
        plan,
        start.value(),
        timeoutNanos,
        context::isInterrupted);
  }

  private static Iterator<PackedRows> java(scala.collection.Iterator<PackedRows> chunks) {
    return CollectionConverters.asJava(chunks);
  }

  /** This task among the others. */
  private final class Member {
    private final boolean isFirst;
    private final Team members;
    private final TeamMember place;
    private final TaskCalculator calculator;

    /** Read already, but of a later chunk. */
    private PackedRows ahead;

    Member(BarrierTaskContext context, Team members, TaskCalculator calculator) {
      isFirst = context.partitionId() == 0;
      this.members = members;
      place = members.member(context.partitionId(), calculator.clock(), context::isInterrupted);
      this.calculator = calculator;
    }

    EpochOutcome epoch(
        Iterator<PackedRows> train, Iterator<PackedRows> trainAgain, Iterator<PackedRows> test) {
      int step = 0;
      while (step < plan.steps()) {
        List<PackedRows> chunk = chunkOf(step, train);
        for (int end = plan.chunkEnd(plan.chunkOf(step)); step < end; step++) {
          double loss = step(step, chunk);
          if (!Double.isFinite(loss)) {
            return EpochOutcome.notFinite(step, loss, calculator.report());
          }
        }
      }
      Parameters parameters = members.parameters();
      ColumnScores trainScores = calculator.score(parameters, trainAgain, plan.blocks());
      ColumnScores testScores = calculator.score(parameters, test, plan.blocks());
      Parameters result = isFirst ? parameters : null;
      return EpochOutcome.done(trainScores, testScores, result, calculator.report());
    }

    private double step(int step, List<PackedRows> chunk) {
      BlockTree tree = BlockTree.ofStep(plan, step);
      List<PackedRows> blocks = chunk.stream().filter(rows -> rows.hasBlock(step)).toList();
      TeamStep.Blocks own = calculator.passes(members.parameters(), blocks, step);
      return place.step(step, tree, own, learningRate);
    }

    /**
     * The chunk of every column that this task owns which holds a step: they follow each other. A
     * column without rows there has none.
     */
    private List<PackedRows> chunkOf(int step, Iterator<PackedRows> train) {
      List<PackedRows> chunk = new ArrayList<>();
      PackedRows next = ahead == null && train.hasNext() ? train.next() : ahead;
      while (next != null && next.holds(step)) {
        chunk.add(next);
        next = train.hasNext() ? train.next() : null;
      }
      ahead = next;
      return chunk;
    }
  }
}
