package dev.lockstep.aggregate;

import dev.lockstep.linalg.Products;
import dev.lockstep.network.Addable;
import dev.lockstep.network.Backpropagation;
import dev.lockstep.network.Gradient;
import dev.lockstep.network.MiniBatch;
import dev.lockstep.network.ModelState;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.PhaseClock;
import dev.lockstep.network.Score;
import dev.lockstep.network.Scorer;
import dev.lockstep.network.SetScore;
import dev.lockstep.network.StepUpdate;
import dev.lockstep.network.Topology;
import dev.lockstep.network.dropout.Dropout;
import dev.lockstep.network.optimizer.Update;
import dev.lockstep.pack.Chunk;
import dev.lockstep.pack.Divisors;
import dev.lockstep.pack.MiniBatchPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The specification: one thread, no Spark, the sum over blocks written as its recursion. The other
 * aggregations must give its bits.
 */
public final class LocalAggregation implements Aggregation {
  private final List<Chunk> train;
  private final Divisors divisors;
  private final Dropout dropout;

  /** All that are scored, by name. */
  private final Map<String, List<Chunk>> sets = new LinkedHashMap<>();

  private final Backpropagation backpropagation;
  private final Scorer scorer;
  private final PhaseClock clock = new PhaseClock();

  /**
   * Over chunks in memory, without dropout.
   *
   * @param topology the network
   * @param products computes all matrix products
   * @param train all chunks of the training set; those of one lane in step order
   * @param test all chunks of the test set; those of one lane in step order
   */
  public LocalAggregation(
      Topology topology, Products products, List<Chunk> train, List<Chunk> test) {
    this(topology, products, train, test, Dropout.NONE);
  }

  /** The same with dropout, still without the number of an epoch. */
  public LocalAggregation(
      Topology topology, Products products, List<Chunk> train, List<Chunk> test, Dropout dropout) {
    this.train = List.copyOf(train);
    divisors = Divisors.of(this.train);
    this.dropout = dropout;
    sets.put(SetScore.TRAIN, this.train);
    sets.put(SetScore.TEST, List.copyOf(test));
    backpropagation = new Backpropagation(topology, products);
    scorer = new Scorer(topology, products);
  }

  @Override
  public Slice advance(int epoch, int from, ModelState model, Update update, IntConsumer listener) {
    int steps = train.get(0).plan().steps();
    for (int step = from; step < steps; step++) {
      if (divisors.of(step) > 0) {
        Gradient gradient = gradient(model.parameters(), step, dropout.in(epoch));
        DivergedException.check(step, gradient.loss());
        new StepUpdate(model, update).take(gradient);
      }
      listener.accept(step);
    }
    return new Slice(steps, evaluate(model.parameters()));
  }

  /**
   * The gradient of a whole mini-batch, without dropout.
   *
   * @param parameters W and b; unchanged
   * @param step the mini-batch, from 0
   * @return dW and db, summed over its blocks in the canonical tree
   */
  public Gradient gradient(Parameters parameters, int step) {
    return gradient(parameters, step, Dropout.NONE);
  }

  private Gradient gradient(Parameters parameters, int step, Dropout ofEpoch) {
    MiniBatchPlan plan = train.get(0).plan();
    MiniBatch batch = new MiniBatch(step, divisors.of(step), ofEpoch);
    IntFunction<Optional<Gradient>> block = k -> block(parameters, batch, k);
    return sum(0, BlockTree.ofStep(plan, step).height(), plan.blocks(), block).orElseThrow();
  }

  /**
   * The gradient over all rows.
   *
   * @param parameters W and b; unchanged
   * @return dW and db, of every lane in step order, then over the lanes in the canonical tree
   */
  public Gradient gradient(Parameters parameters) {
    MiniBatchPlan plan = train.get(0).plan();
    IntFunction<Optional<Gradient>> lane =
        k ->
            IntStream.range(0, plan.steps())
                .mapToObj(step -> block(parameters, new MiniBatch(step, divisors.whole()), k))
                .flatMap(Optional::stream)
                .reduce(Gradient::plus);
    return sum(0, BlockTree.ofLanes(plan).height(), plan.blocks(), lane).orElseThrow();
  }

  private Optional<Gradient> block(Parameters parameters, MiniBatch batch, int block) {
    int step = batch.step();
    if (train.get(0).plan().blockRows(step, block) == 0) {
      return Optional.empty();
    }
    for (Chunk chunk : train) {
      if (chunk.lane() == block && chunk.holds(step)) {
        Gradient gradient = new Gradient(parameters.topology());
        backpropagation.gradient(parameters, chunk, batch, gradient, clock);
        return Optional.of(gradient);
      }
    }
    throw new IllegalStateException("No chunk holds block " + block + " of step " + step);
  }

  @Override
  public List<SetScore> evaluate(Parameters parameters) {
    return sets.entrySet().stream()
        .map(set -> new SetScore(set.getKey(), score(parameters, set.getValue())))
        .toList();
  }

  private Score score(Parameters parameters, List<Chunk> chunks) {
    int blocks = chunks.get(0).plan().blocks();
    IntFunction<Optional<Score>> lane =
        k -> {
          Score score = Score.NONE;
          for (Chunk chunk : chunks) {
            score = chunk.lane() == k ? scorer.extend(parameters, chunk, score) : score;
          }
          return Optional.of(score);
        };
    return sum(0, BlockTree.ofLanes(blocks).height(), blocks, lane).orElseThrow();
  }

  /**
   * The value of the node that begins at a block: {@code left + right}, or the one that there is.
   *
   * @param first the node's first block
   * @param level its level: it covers 2^level blocks
   * @param blocks K
   * @param leaf the value of a block, empty if the block is
   */
  private static <T extends Addable<T>> Optional<T> sum(
      int first, int level, int blocks, IntFunction<Optional<T>> leaf) {
    if (first >= blocks) {
      return Optional.empty();
    }
    if (level == 0) {
      return leaf.apply(first);
    }
    Optional<T> left = sum(first, level - 1, blocks, leaf);
    Optional<T> right = sum(first + (1 << (level - 1)), level - 1, blocks, leaf);
    if (left.isEmpty() || right.isEmpty()) {
      return left.or(() -> right);
    }
    return Optional.of(left.get().plus(right.get()));
  }
}
