package dev.lockstep.allreduce;

import dev.lockstep.aggregate.BrokenGroupException;
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
final class WorkerGroup {
  /**
   * Names a group; a new attempt is a new group.
   *
   * @param run the training run
   * @param count counts all slices and attempts of the run
   * @param attempt the attempt's name between executors
   */
  record Key(String run, long count, Attempt attempt) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  private static final Map<Key, WorkerGroup> GROUPS = new ConcurrentHashMap<>();

  private final Key key;
  private final List<Integer> tasks;
  private final int workers;
  private final AtomicInteger gone = new AtomicInteger();
  private final BoundedWait wait;
  private final Optional<Exchange> exchange;
  private final SharedStep step;

  /**
   * A group of which nobody knows.
   *
   * @param key its name
   * @param tasks the partitions of its workers
   * @param start the parameters to start from; copied
   * @param wait how they wait
   * @param exchange the connections to other JVMs, if there are any
   */
  WorkerGroup(
      Key key,
      List<Integer> tasks,
      Parameters start,
      BoundedWait wait,
      Optional<Exchange> exchange) {
    this.key = key;
    this.tasks = List.copyOf(tasks);
    this.wait = wait;
    this.exchange = exchange;
    workers = tasks.size();
    Parameters parameters = new Parameters(start.topology());
    parameters.copyFrom(start);
    step = new SharedStep(parameters, workers, new StepBarrier(workers, wait), exchange);
  }

  /**
   * Comes to the group; the first to come makes it, and forgets what is left of the run's earlier
   * ones.
   *
   * @param key the group's name
   * @param layout which tasks it has, and which are in other JVMs
   * @param plan the mini-batches
   * @param firstStep the slice's first
   * @param start the parameters to start from; copied
   * @param timeoutNanos bounds every wait
   * @param killed whether Spark wants the task to end
   * @throws BrokenGroupException if the other JVMs do not come
   */
  static WorkerGroup join(
      Key key,
      GroupLayout layout,
      MiniBatchPlan plan,
      int firstStep,
      Parameters start,
      long timeoutNanos,
      BooleanSupplier killed) {
    for (WorkerGroup earlier : List.copyOf(GROUPS.values())) {
      if (earlier.key.run.equals(key.run) && earlier.key.count < key.count) {
        earlier.dissolve();
      }
    }
    return GROUPS.computeIfAbsent(
        key,
        k -> {
          List<Integer> tasks = layout.own();
          BoundedWait wait = new BoundedWait(tasks.size(), timeoutNanos);
          if (layout.executors() == 1) {
            return new WorkerGroup(k, tasks, start, wait, Optional.empty());
          }
          ReduceScatterPlan shape =
              new ReduceScatterPlan(layout, plan, firstStep, start.topology().size() + 1);
          return new WorkerGroup(
              k,
              tasks,
              start,
              wait,
              Optional.of(ExchangeSetup.meet(k.attempt, shape, tasks, wait, timeoutNanos, killed)));
        });
  }

  /** Goes; the last to go dissolves the group. */
  void leave() {
    if (gone.incrementAndGet() == workers) {
      dissolve();
    }
  }

  private void dissolve() {
    GROUPS.remove(key);
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
  Worker worker(int task, PhaseClock clock, BooleanSupplier killed) {
    return new Worker(step, tasks.indexOf(task), clock, killed);
  }

  /**
   * Ends the group: every wait of every worker fails.
   *
   * @param task who failed
   * @param cause how
   */
  void fail(int task, Throwable cause) {
    GROUPS.remove(key);
    wait.breakUp("Task %d failed: %s".formatted(task, cause), cause);
  }
}
