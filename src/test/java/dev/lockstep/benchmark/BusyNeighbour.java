package dev.lockstep.benchmark;

import java.io.IOException;

/**
 * Another process that keeps one core busy until this is closed. It also looks for this JVM many
 * times a second and ends without it, so that nothing can leave it behind.
 */
final class BusyNeighbour implements AutoCloseable {
  private static final String SPIN =
      "while kill -0 %d 2>/dev/null; do i=0; while [ $i -lt 50000 ]; do i=$((i+1)); done; done";

  private final Process process;

  BusyNeighbour() throws IOException {
    process = new ProcessBuilder("sh", "-c", SPIN.formatted(ProcessHandle.current().pid())).start();
  }

  /** Fails where it has not been busy all the time. */
  void requireBusy() {
    if (!process.isAlive()) {
      throw new IllegalStateException("The busy process has ended too early");
    }
  }

  /** Ends it. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
