package dev.lockstep.benchmark;

import dev.lockstep.network.Backpropagation;
import dev.lockstep.network.Gradient;
import dev.lockstep.network.MiniBatch;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.PhaseClock;
import dev.lockstep.network.SgdStep;
import dev.lockstep.network.Topology;
import dev.lockstep.pack.Chunk;
import dev.lockstep.pack.PackedDataset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The arithmetic of a step and nothing else, on one thread: of each partition its blocks' gradients
 * and their sum, then the update.
 *
 * <p>Partitions compute beside each other, so the arithmetic of a step takes {@code max over
 * partitions (gradients and sum) + update}; the sum over partitions is the aggregation's.
 */
final class PureArithmetic {
  private final List<List<Chunk>> partitions;
  private final Backpropagation backpropagation;
  private final List<List<Gradient>> gradients;
  private final PhaseClock clock = new PhaseClock();

  /** Over all chunks of a data set, fetched; each partition must hold whole nodes of the tree. */
  PureArithmetic(Topology topology, Backpropagation backpropagation, PackedDataset data) {
    this.backpropagation = backpropagation;
    partitions = data.chunks().glom().collect();
    gradients =
        partitions.stream()
            .map(own -> Stream.generate(() -> new Gradient(topology)).limit(own.size()).toList())
            .toList();
  }

  /**
   * Takes a step.
   *
   * @param parameters changed in place
   * @param step the mini-batch
   * @return nanoseconds that the step would take on as many cores as there are partitions
   */
  long run(Parameters parameters, int step) {
    long longest = 0;
    List<Gradient> sums = new ArrayList<>();
    for (int p = 0; p < partitions.size(); p++) {
      long start = System.nanoTime();
      sums.add(partition(parameters, step, p));
      longest = Math.max(longest, System.nanoTime() - start);
    }
    Gradient whole = sum(sums);
    long start = System.nanoTime();
    SgdStep.take(parameters, MnistData.LEARNING_RATE, whole);
    return longest + System.nanoTime() - start;
  }

  private Gradient partition(Parameters parameters, int step, int p) {
    List<Chunk> chunks = partitions.get(p).stream().filter(chunk -> chunk.hasBlock(step)).toList();
    for (int i = 0; i < chunks.size(); i++) {
      Gradient gradient = gradients.get(p).get(i);
      backpropagation.gradient(
          parameters,
          chunks.get(i),
          new MiniBatch(step, chunks.get(i).plan().batchRows(step)),
          gradient,
          clock);
    }
    return sum(gradients.get(p).subList(0, chunks.size()));
  }

  /** Neighbour to neighbour, as the canonical tree does where their number is a power of two. */
  private static Gradient sum(List<Gradient> parts) {
    for (int stride = 1; stride < parts.size(); stride *= 2) {
      for (int i = 0; i + stride < parts.size(); i += 2 * stride) {
        parts.get(i).plus(parts.get(i + stride));
      }
    }
    return parts.get(0);
  }
}
