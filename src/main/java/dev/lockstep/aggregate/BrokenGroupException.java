package dev.lockstep.aggregate;

/**
 * The tasks of a slice cannot continue together: one of them failed, was killed or did not arrive.
 */
public final class BrokenGroupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BrokenGroupException(String what, Throwable cause) {
    super(what, cause);
  }
}
