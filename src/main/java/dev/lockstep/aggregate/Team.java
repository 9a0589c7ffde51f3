package dev.lockstep.aggregate;

import dev.lockstep.data.MiniBatchPlan;
import dev.lockstep.network.Gradient;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.Phase;
import dev.lockstep.network.PhaseClock;
import dev.lockstep.network.Summand;
import dev.lockstep.transport.Attempt;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * The tasks of one epoch in one JVM, and the parameters that they change together.
 *
 * <p>A step has three parts, with a wait after the first and the last. Each task sums its own
 * blocks into a forest. Each task takes one slice of all numbers, adds up all forests in that slice
 * and updates the parameters there: so every number is summed once, in the canonical tree, and the
 * work is shared. Then the gradients are free again. Where other JVMs take part, what they have is
 * exchanged in the second part.
 *
 * <p>Ownership: between the end of a step and the end of its sums the parameters are read-only and
 * a forest is its task's; from then to the end of the step, slice s of everything is member s's.
 */
final class Team {
  /**
   * Names a team; a new attempt is a new team.
   *
   * @param run the training run
   * @param count counts all epochs and attempts of the run
   * @param attempt the attempt's name between executors
   */
  record Key(String run, long count, Attempt attempt) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  private static final Map<Key, Team> TEAMS = new ConcurrentHashMap<>();

  /** Numbers that are summed and updated while they are in the first cache. */
  private static final long TILE = 2_048;

  private final Key key;
  private final List<Integer> tasks;
  private final int members;
  private final AtomicInteger gone = new AtomicInteger();
  private final Parameters parameters;
  private final BoundedWait wait;
  private final StepBarrier barrier;
  private final AtomicReferenceArray<BlockForest<Gradient>> forests;
  private final Optional<Exchange> exchange;

  /**
   * A team of which nobody knows.
   *
   * @param key its name
   * @param tasks the partitions of its members
   * @param start the parameters to start from; copied
   * @param wait how they wait
   * @param exchange the connections to other JVMs, if there are any
   */
  Team(
      Key key,
      List<Integer> tasks,
      Parameters start,
      BoundedWait wait,
      Optional<Exchange> exchange) {
    this.key = key;
    this.tasks = List.copyOf(tasks);
    this.wait = wait;
    this.exchange = exchange;
    members = tasks.size();
    parameters = new Parameters(start.topology());
    parameters.copyFrom(start);
    barrier = new StepBarrier(members, wait);
    forests = new AtomicReferenceArray<>(members);
  }

  /**
   * Comes to the team; the first to come makes it, and forgets what is left of the run's earlier
   * ones.
   *
   * @param key the team's name
   * @param membership which tasks it has, and which are in other JVMs
   * @param plan the mini-batches
   * @param start the parameters to start from; copied
   * @param timeoutNanos bounds every wait
   * @param killed whether Spark wants the task to end
   * @throws BrokenTeamException if the other JVMs do not come
   */
  static Team join(
      Key key,
      Membership membership,
      MiniBatchPlan plan,
      Parameters start,
      long timeoutNanos,
      BooleanSupplier killed) {
    for (Team earlier : List.copyOf(TEAMS.values())) {
      if (earlier.key.run.equals(key.run) && earlier.key.count < key.count) {
        earlier.dissolve();
      }
    }
    return TEAMS.computeIfAbsent(
        key,
        k -> {
          List<Integer> tasks = membership.own();
          BoundedWait wait = new BoundedWait(tasks.size(), timeoutNanos);
          if (membership.executors() == 1) {
            return new Team(k, tasks, start, wait, Optional.empty());
          }
          ExchangeShape shape = new ExchangeShape(membership, plan, start.topology().size() + 1);
          return new Team(
              k,
              tasks,
              start,
              wait,
              Optional.of(Meeting.meet(k.attempt, shape, tasks, wait, timeoutNanos, killed)));
        });
  }

  /** Goes; the last to go dissolves the team. */
  void leave() {
    if (gone.incrementAndGet() == members) {
      dissolve();
    }
  }

  private void dissolve() {
    TEAMS.remove(key);
    exchange.ifPresent(Exchange::close);
  }

  /** W and b as they are after the last step; read-only between steps. */
  Parameters parameters() {
    return parameters;
  }

  /** One task in the team, on its own thread. */
  final class Member {
    private final int rank;
    private final PhaseClock clock;
    private final BooleanSupplier killed;
    private final Optional<ExchangedStep> exchanged;

    private Member(int rank, PhaseClock clock, BooleanSupplier killed) {
      this.rank = rank;
      this.clock = clock;
      this.killed = killed;
      exchanged =
          exchange.map(
              e -> new ExchangedStep(e, barrier, parameters, rank, members, clock, killed));
    }

    /**
     * Takes a step together.
     *
     * @param step the mini-batch
     * @param tree the order of summing
     * @param own the sum of this task's blocks; the caller's again on return
     * @param learningRate lr
     * @return the mini-batch's loss before the update; where it is not finite there was no update
     * @throws BrokenTeamException if the others are lost
     */
    double step(int step, BlockTree tree, BlockForest<Gradient> own, double learningRate) {
      forests.set(rank, own);
      barrier.await(rank, killed);
      clock.lap(Phase.WAIT);
      double loss =
          exchanged
              .map(e -> e.take(step, nodes(tree, e.from(), e.to()), learningRate))
              .orElseGet(() -> shared(tree, learningRate));
      barrier.await(rank, killed);
      clock.lap(Phase.WAIT);
      return loss;
    }

    /** This JVM's nodes, complete in a slice of all numbers. */
    private List<NodeValues> nodes(BlockTree tree, long from, long to) {
      long end = Math.min(to, parameters.topology().size());
      List<GradientSlice> slices =
          merge(tree, gradient -> new GradientSlice(gradient, from, end)).values();
      List<Loss> losses = merge(tree, gradient -> new Loss(gradient.loss())).values();
      List<NodeValues> nodes = new ArrayList<>();
      for (int i = 0; i < slices.size(); i++) {
        nodes.add(new NodeValues(slices.get(i).gradient(), losses.get(i).value()));
      }
      return nodes;
    }

    private double shared(BlockTree tree, double learningRate) {
      double loss = merge(tree, gradient -> new Loss(gradient.loss())).sum().value();
      if (Double.isFinite(loss)) {
        long size = parameters.topology().size();
        long end = size * (rank + 1) / members;
        for (long from = size * rank / members; from < end; from += TILE) {
          long tileFrom = from;
          long tileTo = Math.min(from + TILE, end);
          Gradient whole =
              merge(tree, gradient -> new GradientSlice(gradient, tileFrom, tileTo))
                  .sum()
                  .gradient();
          clock.lap(Phase.EXCHANGE);
          parameters.descend(learningRate, whole, tileFrom, tileTo);
          clock.lap(Phase.UPDATE);
        }
      }
      return loss;
    }

    /** All members' nodes of something that their gradients have. */
    private <T extends Summand<T>> BlockForest<T> merge(
        BlockTree tree, Function<Gradient, T> part) {
      BlockForest<T> whole = new BlockForest<>(tree);
      for (int member = 0; member < members; member++) {
        whole.merge(forests.get(member).map(part));
      }
      return whole;
    }
  }

  /**
   * A task takes its place.
   *
   * @param task its partition
   * @param clock told of the phases wait, exchange and update
   * @param killed whether Spark wants this task to end
   */
  Member member(int task, PhaseClock clock, BooleanSupplier killed) {
    return new Member(tasks.indexOf(task), clock, killed);
  }

  /**
   * Ends the team: every wait of every member fails.
   *
   * @param task who failed
   * @param cause how
   */
  void fail(int task, Throwable cause) {
    TEAMS.remove(key);
    wait.breakUp("Task %d failed: %s".formatted(task, cause), cause);
  }
}
