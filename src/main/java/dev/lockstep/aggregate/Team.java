package dev.lockstep.aggregate;

import dev.lockstep.network.Parameters;
import dev.lockstep.network.PhaseClock;
import dev.lockstep.pack.MiniBatchPlan;
import dev.lockstep.transport.Attempt;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** The tasks of one slice in one JVM, and the parameters that they change together. */
final class Team {
  /**
   * Names a team; a new attempt is a new team.
   *
   * @param run the training run
   * @param count counts all slices and attempts of the run
   * @param attempt the attempt's name between executors
   */
  record Key(String run, long count, Attempt attempt) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  private static final Map<Key, Team> TEAMS = new ConcurrentHashMap<>();

  private final Key key;
  private final List<Integer> tasks;
  private final int members;
  private final AtomicInteger gone = new AtomicInteger();
  private final BoundedWait wait;
  private final Optional<Exchange> exchange;
  private final TeamStep step;

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
    Parameters parameters = new Parameters(start.topology());
    parameters.copyFrom(start);
    step = new TeamStep(parameters, members, new StepBarrier(members, wait), exchange);
  }

  /**
   * Comes to the team; the first to come makes it, and forgets what is left of the run's earlier
   * ones.
   *
   * @param key the team's name
   * @param membership which tasks it has, and which are in other JVMs
   * @param plan the mini-batches
   * @param firstStep the slice's first
   * @param start the parameters to start from; copied
   * @param timeoutNanos bounds every wait
   * @param killed whether Spark wants the task to end
   * @throws BrokenTeamException if the other JVMs do not come
   */
  static Team join(
      Key key,
      Membership membership,
      MiniBatchPlan plan,
      int firstStep,
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
          ExchangeShape shape =
              new ExchangeShape(membership, plan, firstStep, start.topology().size() + 1);
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

  /** W and b, changed by every step. */
  Parameters parameters() {
    return step.parameters();
  }

  /**
   * A task takes its place.
   *
   * @param task its partition
   * @param clock told of all phases but unpack and forward
   * @param killed whether Spark wants this task to end
   */
  TeamMember member(int task, PhaseClock clock, BooleanSupplier killed) {
    return new TeamMember(step, tasks.indexOf(task), clock, killed);
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
