package dev.lockstep.allreduce;

import dev.lockstep.aggregate.BrokenGroupException;
import dev.lockstep.network.ModelState;
import dev.lockstep.network.PhaseClock;
import dev.lockstep.pack.MiniBatchPlan;
import dev.lockstep.transport.Attempt;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The tasks of one slice in one JVM, and the model that they change together. */
final class WorkerGroup {
  /**
   * Names a group; a new attempt is a new group.
   *
   * @param run the training run
   * @param count counts all slices and attempts of the run
   * @param attempt the attempt's name between executors
   */
  record Key(String run, long count, Attempt attempt) implements Serializable {}

  private static final long LOOK_AGAIN_MILLIS = 50;

  /** A group may still be meeting the other JVMs, for which its tasks wait outside of the map. */
  private static final Map<Key, CompletableFuture<WorkerGroup>> GROUPS = new ConcurrentHashMap<>();

  private final Key key;
  private final List<Integer> tasks;
  private final AtomicInteger gone = new AtomicInteger();
  private final StepBarrier barrier;
  private final SharedStep step;

  /** Creates a group without registering it; the model to start from is copied. */
  WorkerGroup(
      Key key,
      List<Integer> tasks,
      ModelState start,
      StepBarrier barrier,
      Optional<Exchange> exchange) {
    this.key = key;
    this.tasks = List.copyOf(tasks);
    this.barrier = barrier;
    step = new SharedStep(start.copy(), tasks.size(), barrier, exchange);
  }

  /**
   * Joins the group; the first to come makes it, and forgets what is left of the run's earlier
   * ones.
   *
   * @param key the group's name
   * @param maker makes it, by {@link #make}
   * @param killed whether Spark wants the task to end
   * @throws BrokenGroupException if the other JVMs do not come
   */
  static WorkerGroup join(Key key, Supplier<WorkerGroup> maker, BooleanSupplier killed) {
    GROUPS.forEach(
        (name, group) -> {
          if (name.run.equals(key.run) && name.count < key.count) {
            GROUPS.remove(name);
            var unused = group.thenAccept(WorkerGroup::dissolve);
          }
        });
    CompletableFuture<WorkerGroup> made = new CompletableFuture<>();
    CompletableFuture<WorkerGroup> first = GROUPS.putIfAbsent(key, made);
    if (first != null) {
      return await(first, killed);
    }
    try {
      made.complete(maker.get());
    } catch (RuntimeException | Error e) {
      GROUPS.remove(key, made);
      made.completeExceptionally(e);
      throw e;
    }
    return made.join();
  }

  /**
   * Makes a group, which meets those of other JVMs.
   *
   * @param key the group's name
   * @param layout which tasks it has, and which are in other JVMs
   * @param plan the mini-batches
   * @param firstStep the slice's first
   * @param start the model to start from; copied
   * @param timeoutNanos bounds every wait
   * @param killed whether Spark wants the task to end
   * @throws BrokenGroupException if the other JVMs do not come
   */
  static WorkerGroup make(
      Key key,
      GroupLayout layout,
      MiniBatchPlan plan,
      int firstStep,
      ModelState start,
      long timeoutNanos,
      BooleanSupplier killed) {
    List<Integer> tasks = layout.own();
    StepBarrier barrier = new StepBarrier(tasks.size(), timeoutNanos);
    Optional<Exchange> exchange = Optional.empty();
    if (layout.executors() > 1) {
      long size = start.parameters().topology().size() + 1;
      ReduceScatterPlan shares = new ReduceScatterPlan(layout, plan, firstStep, size);
      exchange =
          Optional.of(Exchange.meet(key.attempt, shares, tasks, barrier, timeoutNanos, killed));
    }
    return new WorkerGroup(key, tasks, start, barrier, exchange);
  }

  /** Waits for the task that makes the group, which ends within the timeout. */
  private static WorkerGroup await(CompletableFuture<WorkerGroup> group, BooleanSupplier killed) {
    while (!killed.getAsBoolean()) {
      try {
        return group.get(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
      } catch (ExecutionException e) {
        throw new BrokenGroupException(e.getCause().getMessage(), e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new BrokenGroupException("Stopped while joining the other tasks", e);
      } catch (TimeoutException e) {
        // looks whether this task is still wanted, and waits again
      }
    }
    throw new BrokenGroupException("Killed while joining the other tasks", null);
  }

  /** Leaves; the last to leave dissolves the group. */
  void leave() {
    if (gone.incrementAndGet() == tasks.size()) {
      GROUPS.remove(key);
      dissolve();
    }
  }

  private void dissolve() {
    step.exchange().ifPresent(Exchange::close);
  }

  /** Changed by every step. */
  ModelState model() {
    return step.model();
  }

  /**
   * The task of a partition as a member of the group; its clock is told of all phases but unpack
   * and forward.
   */
  Worker worker(int task, PhaseClock clock, BooleanSupplier killed) {
    return new Worker(step, tasks.indexOf(task), clock, killed);
  }

  /** Ends the group when a task has failed: every wait of every worker fails. */
  void fail(int task, Throwable cause) {
    GROUPS.remove(key);
    barrier.breakUp("Task %d failed: %s".formatted(task, cause), cause);
  }
}
