package dev.lockstep.allreduce;

import dev.lockstep.aggregate.BrokenGroupException;
import dev.lockstep.transport.Attempt;
import dev.lockstep.transport.Peer;
import dev.lockstep.transport.Rendezvous;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** How an executor comes to the others of its attempt at a slice. */
final class ExchangeSetup {
  private ExchangeSetup() {}

  /**
   * Opens a mailbox, meets all others and connects to them.
   *
   * @param attempt the attempt's name
   * @param shape who sends what to whom
   * @param tasks this executor's
   * @param wait how they wait
   * @param timeoutNanos bounds the meeting
   * @param killed whether Spark wants the task to end
   * @throws BrokenGroupException if some do not come, or cannot be reached
   */
  static Exchange meet(
      Attempt attempt,
      ReduceScatterPlan shape,
      List<Integer> tasks,
      BoundedWait wait,
      long timeoutNanos,
      BooleanSupplier killed) {
    Exchange exchange = new Exchange(Rendezvous.endpoint(), attempt, shape, wait);
    try {
      List<Peer> all = Rendezvous.meet(attempt, tasks, timeoutNanos, killed);
      if (all.isEmpty()) {
        throw new BrokenGroupException(
            "Not all of %d executors have come within %d s"
                .formatted(shape.executors(), TimeUnit.NANOSECONDS.toSeconds(timeoutNanos)),
            null);
      }
      exchange.connect(all);
      return exchange;
    } catch (RuntimeException e) {
      exchange.close();
      throw e;
    }
  }
}
