package dev.lockstep.network;

/** What the time of a training run goes into. */
public enum Phase {
  /** Waiting: for Spark to schedule a job and bring its results, or for the other tasks. */
  WAIT,
  /** Sending parameters out, or exchanging gradients with other executors and adding them up. */
  EXCHANGE,
  /** Turning packed rows into doubles. */
  UNPACK,
  /** From x to y. */
  FORWARD,
  /** From y to dW and db. */
  BACKWARD,
  /**
   * Adding up the gradients of blocks; within one JVM {@code allreduce} does so as it makes dW and
   * db, which is backward.
   */
  SUM,
  /** From the summed dW and db to W and b: the optimizer. */
  UPDATE,
  /** Scoring all data sets. */
  EVALUATE
}
