package dev.lockstep.aggregate;

import dev.lockstep.linalg.Blas;
import dev.lockstep.linalg.Products;
import dev.lockstep.network.Backpropagation;
import dev.lockstep.network.BlockPass;
import dev.lockstep.network.Gradient;
import dev.lockstep.network.MiniBatch;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.Phase;
import dev.lockstep.network.PhaseClock;
import dev.lockstep.network.Score;
import dev.lockstep.network.Scorer;
import dev.lockstep.network.TimeReport;
import dev.lockstep.network.Topology;
import dev.lockstep.pack.Chunk;
import dev.lockstep.pack.MiniBatchPlan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.apache.commons.collections4.iterators.PeekingIterator;

/**
 * What a task computes with: its buffers and its clock, borrowed by one task at a time and left to
 * the next when closed, since a task lives for one step or one slice only.
 */
public final class TaskCalculator implements AutoCloseable {
  private record Kind(Topology topology, Blas blas) {}

  /** More than one task ever has in its sums; what is over is left to the garbage collector. */
  private static final int MOST_SPARE = 8;

  /**
   * Calculators that no task is using, at most as many as there were tasks at once; the last to be
   * given back is the next to be lent, so that a task meets its own. Those of another network than
   * the last asked for are forgotten.
   */
  private static final Map<Kind, Deque<TaskCalculator>> IDLE = new ConcurrentHashMap<>();

  private final Kind kind;
  private final Backpropagation backpropagation;
  private final Scorer scorer;
  private final Deque<Gradient> spare = new ArrayDeque<>();
  private final PhaseClock clock = new PhaseClock();

  private TaskCalculator(Kind kind) {
    this.kind = kind;
    Products products = kind.blas.products();
    backpropagation = new Backpropagation(kind.topology, products);
    scorer = new Scorer(kind.topology, products);
  }

  /** One that is idle, or a new one; its clock starts now. */
  public static TaskCalculator borrow(Topology topology, Blas blas) {
    Kind kind = new Kind(topology, blas);
    IDLE.keySet().removeIf(other -> !other.equals(kind));
    TaskCalculator idle = IDLE.computeIfAbsent(kind, k -> new ConcurrentLinkedDeque<>()).poll();
    TaskCalculator calculator = idle == null ? new TaskCalculator(kind) : idle;
    calculator.clock.restart();
    return calculator;
  }

  /** Leaves this to the next task. */
  @Override
  public void close() {
    clock.take();
    Deque<TaskCalculator> idle = IDLE.get(kind);
    if (idle != null) {
      idle.push(this);
    }
  }

  public PhaseClock clock() {
    return clock;
  }

  /** The times of all laps since the last report. */
  public TimeReport report() {
    return clock.take();
  }

  /**
   * Adds the gradient of a block.
   *
   * @param parameters W and b; unchanged
   * @param chunk holds the block
   * @param batch the mini-batch
   * @param sum receives the gradient, which it owns from then on
   */
  void addBlock(Parameters parameters, Chunk chunk, MiniBatch batch, BlockForest<Gradient> sum) {
    Gradient gradient = spare.isEmpty() ? new Gradient(kind.topology) : spare.pop();
    backpropagation.gradient(parameters, chunk, batch, gradient, clock);
    sum.add(chunk.lane(), gradient, this::keep);
    clock.lap(Phase.SUM);
  }

  /**
   * Takes several blocks of a mini-batch forward and back.
   *
   * @param parameters W and b; unchanged
   * @param chunks hold the blocks, all of which have rows; none in a mini-batch that leaves them
   *     out
   * @param batch the mini-batch
   * @return the blocks, valid until the next ones
   */
  public List<BlockPass> passes(Parameters parameters, List<Chunk> chunks, MiniBatch batch) {
    return chunks.isEmpty() ? List.of() : backpropagation.passes(parameters, chunks, batch, clock);
  }

  /**
   * Sums the gradients of all blocks of the lanes that a partition owns, and scores their rows.
   *
   * @param parameters W and b; unchanged
   * @param chunks the partition's, by their numbers
   * @param divisor of the gradient over all rows
   * @param sum receives the lanes that have rows here, each the sum of its blocks in step order
   */
  void addLanes(
      Parameters parameters, Iterator<Chunk> chunks, double divisor, PartialGradient sum) {
    SortedMap<Integer, Gradient> lanes = new TreeMap<>();
    PeekingIterator<Chunk> left = PeekingIterator.peekingIterator(chunks);
    while (left.hasNext()) {
      List<Chunk> beside = new ArrayList<>();
      int number = left.peek().chunk();
      while (left.hasNext() && left.peek().chunk() == number) {
        beside.add(left.next());
      }
      MiniBatchPlan plan = beside.get(0).plan();
      for (int step = plan.firstStep(number); step < plan.chunkEnd(number); step++) {
        addBlocks(parameters, beside, step, divisor, lanes, sum.scores());
      }
    }
    lanes.forEach((lane, gradient) -> sum.forest().add(lane, gradient, this::keep));
  }

  private void addBlocks(
      Parameters parameters,
      List<Chunk> chunks,
      int step,
      double divisor,
      SortedMap<Integer, Gradient> lanes,
      LaneScores scores) {
    List<Chunk> blocks = chunks.stream().filter(chunk -> chunk.hasBlock(step)).toList();
    List<BlockPass> passes = passes(parameters, blocks, new MiniBatch(step, divisor));
    int first = 0;
    for (int i = 0; i < passes.size(); i++) {
      Chunk chunk = blocks.get(i);
      int k = chunk.lane();
      backpropagation.add(passes.get(i), lanes.computeIfAbsent(k, lane -> zeros()));
      scores.set(k, backpropagation.extend(first, chunk, step, scores.get(k)));
      first += chunk.plan().blockRows(step, k);
    }
    clock.lap(Phase.BACKWARD);
  }

  private Gradient zeros() {
    if (spare.isEmpty()) {
      return new Gradient(kind.topology);
    }
    Gradient gradient = spare.pop();
    gradient.clear();
    gradient.setLoss(0);
    return gradient;
  }

  /** Takes a gradient that is in no sum any more, to be overwritten. */
  private void keep(Gradient gradient) {
    if (spare.size() < MOST_SPARE) {
      spare.push(gradient);
    }
  }

  /**
   * Goes on scoring the lanes that a partition owns.
   *
   * @param parameters W and b; unchanged
   * @param chunks the partition's, by their numbers
   * @param from the first chunk to be scored
   * @param to the chunk after the last to be scored
   * @param before the scores of all earlier chunks, of all lanes
   * @return the scores of these and the earlier chunks, of the lanes that have rows here
   */
  public LaneScores score(
      Parameters parameters, Iterator<Chunk> chunks, int from, int to, LaneScores before) {
    LaneScores lanes = new LaneScores(before.size());
    Chunk chunk = chunks.hasNext() ? chunks.next() : null;
    while (chunk != null && chunk.chunk() < to) {
      if (chunk.chunk() >= from) {
        int k = chunk.lane();
        Score earlier = lanes.get(k).rows() > 0 ? lanes.get(k) : before.get(k);
        lanes.set(k, scorer.extend(parameters, chunk, earlier));
      }
      chunk = chunks.hasNext() ? chunks.next() : null;
    }
    clock.lap(Phase.EVALUATE);
    return lanes;
  }
}
