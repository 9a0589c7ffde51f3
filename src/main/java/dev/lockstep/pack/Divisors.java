package dev.lockstep.pack;

import dev.lockstep.rows.Targets;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the gradient of each mini-batch of an epoch is divided by: n, its rows, or, where rows have
 * weights, S, their sum: row by row in each block, then the blocks in the canonical tree. The same
 * for all blocks of a mini-batch, so that their gradients add up. Where S is 0 no row counts, and
 * the step is left out.
 */
public final class Divisors implements Serializable {
  private static final long serialVersionUID = 1L;

  private final MiniBatchPlan plan;

  /** S of each step; null where rows have no weights. */
  private final double[] weights;

  private final double whole;

  private Divisors(MiniBatchPlan plan, double[] weights, double whole) {
    this.plan = plan;
    this.weights = weights;
    this.whole = whole;
  }

  /** The weights of a chunk: for each of its steps the sum of its block. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  record OfChunk(int chunk, int lane, double[] sums) implements Serializable {
    private static final long serialVersionUID = 1L;

    static OfChunk of(Chunk chunk) {
      MiniBatchPlan plan = chunk.plan();
      Targets targets = chunk.targets();
      int first = plan.firstStep(chunk.chunk());
      double[] sums = new double[plan.chunkEnd(chunk.chunk()) - first];
      for (int step = first; step < first + sums.length; step++) {
        int row = plan.rowInChunk(step, chunk.lane());
        for (int end = row + plan.blockRows(step, chunk.lane()); row < end; row++) {
          sums[step - first] += targets.weight(row);
        }
      }
      return new OfChunk(chunk.chunk(), chunk.lane(), sums);
    }
  }

  /** Of rows that all count the same. */
  static Divisors ofRows(MiniBatchPlan plan) {
    return new Divisors(plan, null, plan.rows());
  }

  /** Of an epoch's chunks, all that there are. */
  static Divisors of(MiniBatchPlan plan, List<OfChunk> all) {
    double[] weights = new double[plan.steps()];
    double[] lanes = new double[plan.blocks()];
    Map<Integer, List<OfChunk>> byNumber =
        all.stream()
            .collect(Collectors.groupingBy(OfChunk::chunk, TreeMap::new, Collectors.toList()));
    byNumber.forEach(
        (number, chunks) -> {
          int first = plan.firstStep(number);
          for (int step = first; step < plan.chunkEnd(number); step++) {
            double[] blocks = new double[plan.blocks()];
            for (OfChunk chunk : chunks) {
              blocks[chunk.lane] = chunk.sums[step - first];
              lanes[chunk.lane] += blocks[chunk.lane];
            }
            weights[step] = inTree(blocks);
          }
        });
    return new Divisors(plan, weights, inTree(lanes));
  }

  /** The same of chunks in memory. */
  public static Divisors of(List<Chunk> chunks) {
    MiniBatchPlan plan = chunks.get(0).plan();
    return chunks.stream().anyMatch(chunk -> chunk.targets().areWeighted())
        ? of(plan, chunks.stream().map(OfChunk::of).toList())
        : ofRows(plan);
  }

  /**
   * The sum of all blocks in the canonical tree: left + right, level by level. An absent block is
   * 0, which changes no bit of a sum of numbers that are at least 0.
   *
   * @param blocks K numbers, overwritten
   */
  private static double inTree(double[] blocks) {
    for (int width = 1; width < blocks.length; width *= 2) {
      for (int k = 0; k + width < blocks.length; k += 2 * width) {
        blocks[k] += blocks[k + width];
      }
    }
    return blocks[0];
  }

  /** The cut of the epoch. */
  public MiniBatchPlan plan() {
    return plan;
  }

  /** The divisor of a step's gradient and loss; 0 for a step to be left out. */
  public double of(int step) {
    return weights == null ? plan.batchRows(step) : weights[step];
  }

  /**
   * The divisor of the gradient over all rows: N, or the sum of all weights: of each lane block by
   * block in step order, then of the lanes in the canonical tree.
   */
  public double whole() {
    return whole;
  }
}
