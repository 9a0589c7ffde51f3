package dev.lockstep.aggregate;

import dev.lockstep.network.Gradient;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.Phase;
import dev.lockstep.network.PhaseClock;
import dev.lockstep.network.Summand;
import java.io.Serializable;
import java.util.Map;
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
 * work is shared. Then the gradients are free again.
 *
 * <p>Ownership: between the end of a step and the end of its sums the parameters are read-only and
 * a forest is its task's; from then to the end of the step, slice s of everything is member s's.
 */
final class Team {
  /**
   * Names a team; a new attempt is a new team.
   *
   * @param run the training run
   * @param attempt counts all epochs and attempts of the run
   */
  record Key(String run, long attempt) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  private static final Map<Key, Team> TEAMS = new ConcurrentHashMap<>();

  /** Numbers that are summed and updated while they are in the first cache. */
  private static final long TILE = 2_048;

  private final Key key;
  private final int members;
  private final AtomicInteger gone = new AtomicInteger();
  private final Parameters parameters;
  private final StepBarrier barrier;
  private final AtomicReferenceArray<BlockForest<Gradient>> forests;

  private Team(Key key, int members, Parameters start, long timeoutNanos) {
    this.key = key;
    this.members = members;
    parameters = new Parameters(start.topology());
    parameters.copyFrom(start);
    barrier = new StepBarrier(members, timeoutNanos);
    forests = new AtomicReferenceArray<>(members);
  }

  /**
   * Comes to the team; the first to come makes it, and forgets what is left of the run's earlier
   * ones.
   *
   * @param key the team's name
   * @param members how many tasks it will have
   * @param start the parameters to start from; copied
   * @param timeoutNanos bounds every wait
   */
  static Team join(Key key, int members, Parameters start, long timeoutNanos) {
    TEAMS.keySet().removeIf(k -> k.run.equals(key.run) && k.attempt < key.attempt);
    return TEAMS.computeIfAbsent(key, k -> new Team(k, members, start, timeoutNanos));
  }

  /** Goes; the last to go dissolves the team. */
  void leave() {
    if (gone.incrementAndGet() == members) {
      TEAMS.remove(key);
    }
  }

  /** W and b as they are after the last step; read-only between steps. */
  Parameters parameters() {
    return parameters;
  }

  /**
   * Takes a step together.
   *
   * @param member which task this is
   * @param tree the order of summing
   * @param own the sum of this task's blocks; the caller's again on return
   * @param learningRate lr
   * @param clock told of the phases wait, exchange and update
   * @param killed whether Spark wants this task to end
   * @return the mini-batch's loss before the update; where it is not finite there was no update
   * @throws BrokenTeamException if the others are lost
   */
  double step(
      int member,
      BlockTree tree,
      BlockForest<Gradient> own,
      double learningRate,
      PhaseClock clock,
      BooleanSupplier killed) {
    forests.set(member, own);
    barrier.await(member, killed);
    clock.lap(Phase.WAIT);
    double loss = sum(tree, gradient -> new Loss(gradient.loss())).value();
    if (Double.isFinite(loss)) {
      long size = parameters.topology().size();
      long end = size * (member + 1) / members;
      for (long from = size * member / members; from < end; from += TILE) {
        long tileFrom = from;
        long tileTo = Math.min(from + TILE, end);
        Gradient whole =
            sum(tree, gradient -> new GradientSlice(gradient, tileFrom, tileTo)).gradient();
        clock.lap(Phase.EXCHANGE);
        parameters.descend(learningRate, whole, tileFrom, tileTo);
        clock.lap(Phase.UPDATE);
      }
    }
    barrier.await(member, killed);
    clock.lap(Phase.WAIT);
    return loss;
  }

  /** The sum over all members' nodes of something that their gradients have. */
  private <T extends Summand<T>> T sum(BlockTree tree, Function<Gradient, T> part) {
    BlockForest<T> whole = new BlockForest<>(tree);
    for (int member = 0; member < members; member++) {
      whole.merge(forests.get(member).map(part));
    }
    return whole.sum();
  }

  /**
   * Ends the team: every wait of every member fails.
   *
   * @param member who failed
   * @param cause how
   */
  void fail(int member, Throwable cause) {
    TEAMS.remove(key);
    barrier.breakUp("Task %d failed: %s".formatted(member, cause), cause);
  }
}
