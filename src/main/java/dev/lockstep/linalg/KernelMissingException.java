package dev.lockstep.linalg;

/** This JVM cannot have the kernel that was asked for. */
final class KernelMissingException extends Exception {
  private static final long serialVersionUID = 1L;

  KernelMissingException(String why, Throwable cause) {
    super(why, cause);
  }
}
