package dev.lockstep.allreduce;

/** Executors were lost and none came in their place: the cluster's fault, told in one line. */
public final class LostExecutorsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LostExecutorsException(String message) {
    super(message);
  }
}
