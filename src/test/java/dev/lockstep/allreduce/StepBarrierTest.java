package dev.lockstep.allreduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.aggregate.BrokenGroupException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Nobody leaves before all have come, everybody sees what the others wrote, and no wait is endless.
 */
@Timeout(60)
final class StepBarrierTest {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private static StepBarrier barrier(int workers, long timeoutNanos) {
    return new StepBarrier(workers, timeoutNanos);
  }

  @Test
  void everyMemberSeesWhatAllOthersWroteBeforeIt() throws Exception {
    int workers = 5;
    int rounds = 2_000;
    StepBarrier barrier = barrier(workers, MINUTE);
    int[] written = new int[workers]; // plain: the barrier alone publishes it
    List<Callable<Integer>> tasks = new ArrayList<>();
    for (int m = 0; m < workers; m++) {
      int worker = m;
      tasks.add(
          () -> {
            int wrong = 0;
            for (int round = 1; round <= rounds; round++) {
              written[worker] = round;
              barrier.await(worker, () -> false);
              for (int value : written) {
                wrong += value == round ? 0 : 1;
              }
              barrier.await(worker, () -> false);
            }
            return wrong;
          });
    }
    for (Future<Integer> wrong : threads.invokeAll(tasks)) {
      assertEquals(0, wrong.get());
    }
  }

  @Test
  void aMemberThatDoesNotComeEndsTheWait() {
    StepBarrier barrier = barrier(2, Duration.ofMillis(50).toNanos());
    BrokenGroupException e =
        assertThrows(BrokenGroupException.class, () -> barrier.await(1, () -> false));
    assertEquals("Task 1 waited 0 s for the other tasks in vain", e.getMessage());
  }

  @Test
  void aMemberThatFailsEndsEveryWaitWithItsCause() throws Exception {
    StepBarrier barrier = barrier(3, MINUTE);
    Future<?> first = threads.submit(() -> barrier.await(0, () -> false));
    Future<?> second = threads.submit(() -> barrier.await(1, () -> false));
    IllegalStateException cause = new IllegalStateException("a fault made by the test");
    barrier.breakUp("Task 2 failed", cause);
    for (Future<?> waiting : List.of(first, second)) {
      Throwable seen = assertThrows(ExecutionException.class, waiting::get).getCause();
      assertTrue(seen instanceof BrokenGroupException);
      assertSame(cause, seen.getCause());
    }
  }

  @Test
  void aKilledMemberEndsItsOwnAndEveryOtherWait() throws Exception {
    StepBarrier barrier = barrier(3, MINUTE);
    Future<?> other = threads.submit(() -> barrier.await(0, () -> false));
    assertThrows(BrokenGroupException.class, () -> barrier.await(1, () -> true));
    assertThrows(ExecutionException.class, other::get);
  }
}
