package dev.lockstep.allreduce;

import dev.lockstep.aggregate.BlockTree;
import dev.lockstep.network.BlockPass;
import dev.lockstep.network.Gradient;
import dev.lockstep.network.Initializer;
import dev.lockstep.network.ModelState;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.PhaseClock;
import dev.lockstep.network.StepUpdate;
import dev.lockstep.network.Topology;
import dev.lockstep.network.optimizer.Update;
import dev.lockstep.pack.MiniBatchPlan;
import dev.lockstep.transport.Attempt;
import dev.lockstep.transport.Endpoint;
import dev.lockstep.transport.Peer;
import dev.lockstep.transport.TestEndpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Executors as objects of one JVM, which exchange through real sockets. Block k's gradient of step
 * s is random, and the same for all who ask.
 */
final class TestCluster implements AutoCloseable {
  private final Update update;
  private final MiniBatchPlan plan;
  private final int firstStep;
  private final Topology topology;
  private final List<List<Integer>> tasks;
  private final List<Endpoint> endpoints = new ArrayList<>();
  private final List<WorkerGroup> groups = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** Connects executors that have these tasks, for a slice from {@code firstStep} on. */
  TestCluster(
      Update update,
      List<List<Integer>> tasks,
      MiniBatchPlan plan,
      int firstStep,
      Topology topology,
      Duration timeout) {
    this.update = update;
    this.firstStep = firstStep;
    this.plan = plan;
    this.topology = topology;
    this.tasks = tasks;
    Attempt attempt = Attempt.draw();
    List<Exchange> exchanges = new ArrayList<>();
    List<Peer> peers = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      Endpoint endpoint = TestEndpoint.open(TestEndpoint.conf());
      endpoints.add(endpoint);
      ReduceScatterPlan shares =
          new ReduceScatterPlan(tasks, i, plan, firstStep, topology.size() + 1);
      StepBarrier barrier = new StepBarrier(tasks.get(i).size(), timeout.toNanos());
      Exchange exchange = new Exchange(endpoint, attempt, shares, barrier);
      exchanges.add(exchange);
      peers.add(TestEndpoint.peer("" + i, endpoint, tasks.get(i)));
      groups.add(
          new WorkerGroup(
              new WorkerGroup.Key("test", i, attempt),
              tasks.get(i),
              model(),
              barrier,
              Optional.of(exchange)));
    }
    exchanges.forEach(exchange -> exchange.connect(peers));
  }

  private ModelState model() {
    return new ModelState(Initializer.uniform(topology, 8, 0.5), update.optimizer());
  }

  Endpoint endpoint(int executor) {
    return endpoints.get(executor);
  }

  /** The parameters of an executor. */
  Parameters parameters(int executor) {
    return groups.get(executor).model().parameters();
  }

  /** Lets all tasks of some executors take steps. */
  List<Future<Double>> take(List<Integer> executors, int firstStep, int endStep) {
    List<Future<Double>> ends = new ArrayList<>();
    for (int executor : executors) {
      for (int task : tasks.get(executor)) {
        Callable<Double> steps = () -> take(groups.get(executor), task, firstStep, endStep);
        ends.add(threads.submit(steps));
      }
    }
    return ends;
  }

  private double take(WorkerGroup group, int task, int firstStep, int endStep) {
    Worker worker = new Worker(group, task, new PhaseClock(), () -> false);
    double loss = Double.NaN;
    int partitions = tasks.stream().mapToInt(List::size).sum();
    for (int step = firstStep; step < endStep; step++) {
      BlockTree tree = BlockTree.ofStep(plan, step);
      List<Integer> blocks = new ArrayList<>();
      List<BlockPass> passes = new ArrayList<>();
      for (int block = 0; block < plan.blocks(); block++) {
        if (plan.shareOf(block, partitions) == task && plan.blockRows(step, block) > 0) {
          blocks.add(block);
          passes.add(new MadePass(gradient(step, block)));
        }
      }
      loss = worker.step(step, tree, new WorkerGroup.Blocks(blocks, passes), update);
    }
    return loss;
  }

  private Gradient gradient(int step, int block) {
    Random random = new Random(1000L * step + block);
    Gradient gradient = new Gradient(topology);
    for (int l = 1; l <= topology.layers(); l++) {
      fill(gradient.weights(l).values(), random);
      fill(gradient.biases(l).values(), random);
    }
    gradient.setLoss(random.nextDouble());
    return gradient;
  }

  private static void fill(double[] values, Random random) {
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian() * Math.exp(random.nextInt(20));
    }
  }

  /** What one thread comes to from the slice's first step: the hash of its parameters. */
  String expected(int endStep) {
    ModelState model = model();
    for (int step = firstStep; step < endStep; step++) {
      new StepUpdate(model, update).take(whole(step));
    }
    return model.parameters().sha256();
  }

  /** The loss that all come to. */
  double expectedLoss(int step) {
    return whole(step).loss();
  }

  private Gradient whole(int step) {
    int leaves = Integer.highestOneBit(Math.max(1, plan.blocks() - 1)) * 2;
    return sum(step, 0, leaves).orElseThrow();
  }

  /** The node over blocks first to first + size - 1: left + right, or the one that there is. */
  private Optional<Gradient> sum(int step, int first, int size) {
    if (size == 1) {
      boolean isThere = first < plan.blocks() && plan.blockRows(step, first) > 0;
      return isThere ? Optional.of(gradient(step, first)) : Optional.empty();
    }
    Optional<Gradient> left = sum(step, first, size / 2);
    Optional<Gradient> right = sum(step, first + size / 2, size / 2);
    if (left.isEmpty() || right.isEmpty()) {
      return left.or(() -> right);
    }
    return Optional.of(left.get().plus(right.get()));
  }

  List<Integer> all() {
    return IntStream.range(0, tasks.size()).boxed().toList();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    endpoints.forEach(Endpoint::close);
  }
}
