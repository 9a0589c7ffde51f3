package dev.lockstep.allreduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.aggregate.BrokenGroupException;
import dev.lockstep.network.Topology;
import dev.lockstep.network.optimizer.ClipNorm;
import dev.lockstep.network.optimizer.Optimizers;
import dev.lockstep.network.optimizer.Update;
import dev.lockstep.pack.MiniBatchPlan;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Executors that exchange their nodes come to the bits of one thread that adds up all blocks in the
 * canonical tree, whichever step a slice begins with; and when one is lost the others do not wait
 * for it.
 */
@Timeout(60)
final class ExchangeTest {
  private static final Topology TOPOLOGY = Topology.of(70, List.of(50, 9), 3);
  private static final Topology TINY = Topology.of(1, List.of(), 1);
  private static final Update SGD = Update.sgd(0.1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static TestCluster cluster(
      Update update,
      String tasks,
      int rows,
      int batch,
      int blocks,
      int firstStep,
      Topology topology,
      Duration timeout) {
    List<List<Integer>> lists =
        Stream.of(tasks.split("/"))
            .map(own -> Stream.of(own.split(" ")).map(Integer::valueOf).toList())
            .toList();
    MiniBatchPlan plan = new MiniBatchPlan(rows, topology.inputs(), batch, blocks);
    return new TestCluster(update, lists, plan, firstStep, topology, timeout);
  }

  /**
   * Executors' tasks; rows, batch size, blocks: the last mini-batch has fewer rows than there are
   * blocks, so that some executors have none, and in one case blocks become neighbours.
   */
  @ParameterizedTest
  @CsvSource({
    "0/1, 100, 16, 8",
    "0/1, 21, 10, 5",
    "0 1/2, 34, 16, 7",
    "0 2/1 3, 34, 16, 8",
    "0/1/2, 33, 16, 7",
    "0/1 2/3, 41, 20, 8",
    "0/1/2/3, 41, 20, 5",
    "0 1/2 3/4 5/6 7, 41, 20, 8",
    "0/1/2/3/4/5/6, 57, 28, 7",
    "5 7/0 1 2 3 4 6, 11, 8, 8"
  })
  void anyExecutorsHaveTheBitsOfOneThread(String tasks, int rows, int batch, int blocks)
      throws Exception {
    requireBits(SGD, tasks, rows, batch, blocks, TOPOLOGY);
  }

  @ParameterizedTest
  @CsvSource({"0/1", "0/1/2/3", "0 1/2 3/4"})
  void fewerNumbersThanExecutorsAreNoFault(String tasks) throws Exception {
    requireBits(SGD, tasks, 33, 16, 5, TINY);
  }

  @ParameterizedTest
  @CsvSource({"0/1", "0 1/2", "0/1/2/3"})
  void momentsAndScalesHaveTheBitsOfOneThread(String tasks) throws Exception {
    Update update =
        new Update(
            Optimizers.of("adamw").orElseThrow(),
            0.1,
            3,
            0.01,
            List.of(new ClipNorm(1), new ClipNorm(0.1)));
    requireBits(update, tasks, 33, 16, 5, TOPOLOGY);
    requireBits(update, tasks, 33, 16, 5, TINY);
  }

  private static void requireBits(
      Update update, String tasks, int rows, int batch, int blocks, Topology topology)
      throws Exception {
    int steps = (rows + batch - 1) / batch;
    for (int first = 0; first < steps; first++) {
      try (TestCluster cluster =
          cluster(update, tasks, rows, batch, blocks, first, topology, MINUTE)) {
        for (Future<Double> loss : cluster.take(cluster.all(), first, steps)) {
          assertEquals(cluster.expectedLoss(steps - 1), loss.get());
        }
        for (int executor : cluster.all()) {
          assertEquals(cluster.expected(steps), cluster.parameters(executor).sha256());
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0/1, 1", "0/1/2, 2", "0 1/2 3, 1"})
  void anExecutorThatIsLostEndsEveryWaitAtOnceAndIsNamed(String tasks, int lost) throws Exception {
    try (TestCluster cluster = cluster(SGD, tasks, 100, 16, 8, 0, TOPOLOGY, MINUTE)) {
      for (Future<Double> loss : cluster.take(cluster.all(), 0, 2)) {
        loss.get();
      }
      List<Integer> left = cluster.all().stream().filter(i -> i != lost).toList();
      List<Future<Double>> waits = cluster.take(left, 2, 3);
      cluster.endpoint(lost).close();
      for (Future<Double> wait : waits) {
        assertEquals(
            "The connection to executor %d on 127.0.0.1 ended: it is lost".formatted(lost),
            brokenGroup(wait).getMessage());
      }
    }
  }

  @Test
  void anExecutorThatFallsSilentEndsTheWaitInTimeAndIsNamed() throws Exception {
    try (TestCluster cluster =
        cluster(SGD, "0/1/2", 100, 16, 8, 0, TOPOLOGY, Duration.ofSeconds(1))) {
      String message = brokenGroup(cluster.take(List.of(0), 0, 1).get(0)).getMessage();
      assertTrue(message.equals("Task 0 waited 1 s for executor 1 on 127.0.0.1 in vain"), message);
    }
  }

  private static BrokenGroupException brokenGroup(Future<Double> wait) {
    return assertInstanceOf(
        BrokenGroupException.class, assertThrows(ExecutionException.class, wait::get).getCause());
  }
}
