package dev.lockstep.allreduce;

import dev.lockstep.aggregate.BrokenGroupException;
import dev.lockstep.network.BlockPass;
import dev.lockstep.network.Gradient;
import dev.lockstep.network.ModelState;
import dev.lockstep.network.Tile;
import dev.lockstep.network.Topology;
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
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The tasks of one slice in one JVM, the model that they change together, and what else they share
 * in a step.
 *
 * <p>Ownership: from the end of a step to its first wait the parameters are read-only and a block's
 * pass is its task's. From then to the next wait all passes are read-only, and a tile of everything
 * else is the task's that has taken it.
 */
final class WorkerGroup {
  /**
   * Names a group; a new attempt is a new group.
   *
   * @param run the training run
   * @param count counts all slices and attempts of the run
   * @param attempt the attempt's name between executors
   */
  record Key(String run, long count, Attempt attempt) implements Serializable {}

  /** What a task brings: its blocks that have rows, and a pass for each. */
  record Blocks(List<Integer> blocks, List<BlockPass> passes) {}

  private static final long LOOK_AGAIN_MILLIS = 50;

  /** A group may still be meeting the other JVMs, for which its tasks wait outside of the map. */
  private static final Map<Key, CompletableFuture<WorkerGroup>> GROUPS = new ConcurrentHashMap<>();

  private final Key key;
  private final List<Integer> tasks;
  private final ModelState model;
  private final StepBarrier barrier;
  private final Optional<Exchange> exchange;
  private final AtomicInteger gone = new AtomicInteger();
  private final AtomicReferenceArray<Blocks> brought;
  private final AtomicIntegerArray taken;
  private final List<Tile> tiles;

  /** This JVM's nodes, where there are others. */
  private final List<Gradient> nodes;

  /** The whole gradient, where it is scaled before the update; null elsewhere. */
  private Gradient whole;

  /** What a scale asks of every row of the whole gradient. */
  private final double[] ofRows;

  /**
   * Creates a group without registering it.
   *
   * @param tasks who changes the model together
   * @param start the model to start from; copied
   * @param barrier where the tasks wait
   * @param exchange connects them to other JVMs, if there are any
   */
  WorkerGroup(
      Key key,
      List<Integer> tasks,
      ModelState start,
      StepBarrier barrier,
      Optional<Exchange> exchange) {
    this.key = key;
    this.tasks = List.copyOf(tasks);
    model = start.copy();
    this.barrier = barrier;
    this.exchange = exchange;
    brought = new AtomicReferenceArray<>(tasks.size());
    taken = new AtomicIntegerArray(tasks.size());
    Topology topology = model.parameters().topology();
    ofRows = new double[topology.rows()];
    tiles = Tile.all(topology);
    int most = exchange.map(e -> e.plan().mostNodes(e.plan().self())).orElse(0);
    nodes = Stream.generate(() -> new Gradient(topology)).limit(most).toList();
  }

  /**
   * Joins the group; the first to come makes it, which then meets those of other JVMs, and forgets
   * what is left of the run's earlier ones.
   *
   * @param key the group's name
   * @param plan which tasks it has, and which are in other JVMs
   * @param start the model to start from; copied
   * @param timeoutNanos bounds every wait
   * @param killed whether Spark wants the task to end
   * @throws BrokenGroupException if the other JVMs do not come
   */
  static WorkerGroup join(
      Key key,
      ReduceScatterPlan plan,
      ModelState start,
      long timeoutNanos,
      BooleanSupplier killed) {
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
      StepBarrier barrier = new StepBarrier(plan.own().size(), timeoutNanos);
      Optional<Exchange> exchange =
          plan.executors() == 1
              ? Optional.empty()
              : Optional.of(Exchange.meet(key.attempt, plan, barrier, timeoutNanos, killed));
      made.complete(new WorkerGroup(key, plan.own(), start, barrier, exchange));
    } catch (RuntimeException | Error e) {
      GROUPS.remove(key, made);
      made.completeExceptionally(e);
      throw e;
    }
    return made.join();
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
    exchange.ifPresent(Exchange::close);
  }

  /** Ends the group when a task has failed: every wait of every worker fails. */
  void fail(int task, Throwable cause) {
    GROUPS.remove(key);
    barrier.breakUp("Task %d failed: %s".formatted(task, cause), cause);
  }

  int workers() {
    return tasks.size();
  }

  /** The number of a task's worker, from 0. */
  int rankOf(int task) {
    return tasks.indexOf(task);
  }

  /** Changed by every step. */
  ModelState model() {
    return model;
  }

  StepBarrier barrier() {
    return barrier;
  }

  Optional<Exchange> exchange() {
    return exchange;
  }

  /** The gradient of a node of this JVM; a JVM that is alone has none. */
  Gradient node(int node) {
    return nodes.get(node);
  }

  /** The whole gradient, for updates that scale it: made when it is first asked for. */
  synchronized Gradient whole() {
    if (whole == null) {
      whole = new Gradient(model.parameters().topology());
    }
    return whole;
  }

  /** What a scale asks of every row of the whole gradient: a value for each. */
  double[] ofRows() {
    return ofRows;
  }

  /** The cut of the gradient. */
  List<Tile> tiles() {
    return tiles;
  }

  /** A task brings its blocks; the tiles of the step before have all been taken. */
  void bring(int rank, Blocks blocks) {
    taken.set(rank, 0);
    brought.set(rank, blocks);
  }

  /** What all tasks have brought, after the wait. */
  List<Blocks> brought() {
    return IntStream.range(0, workers()).mapToObj(brought::get).toList();
  }

  /**
   * Takes a tile that no other worker takes: one of its own share as long as there are any, which
   * its core may still have in its cache, then one of another's. Returns its number, or that of all
   * tiles if none is left.
   */
  int takeTile(int rank) {
    for (int i = 0; i < workers(); i++) {
      int share = (rank + i) % workers();
      int tile = tiles.size() * share / workers() + taken.getAndIncrement(share);
      if (tile < tiles.size() * (share + 1) / workers()) {
        return tile;
      }
    }
    return tiles.size();
  }
}
