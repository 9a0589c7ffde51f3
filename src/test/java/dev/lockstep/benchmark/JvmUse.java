package dev.lockstep.benchmark;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What this JVM holds of everything that can leak.
 *
 * @param heap bytes on the heap after collections: what is alive
 * @param threads live threads, but for the pools of Spark's block manager: those rise to a fixed
 *     bound over the first jobs, and fall when idle
 * @param direct bytes of direct memory
 * @param files open file descriptors, sockets among them
 * @param sockets open sockets, where the platform tells
 */
record JvmUse(long heap, long threads, long direct, long files, long sockets) {
  /** Collects three times, then looks. */
  static JvmUse afterCollecting() throws IOException, InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(200); // Spark's cleaner and its listeners come after the collector
    }
    return new JvmUse(
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> !thread.getName().startsWith("block-manager-"))
            .count(),
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum(),
        ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class)
            .getOpenFileDescriptorCount(),
        openSockets());
  }

  private static long openSockets() throws IOException {
    Path descriptors = Path.of("/proc/self/fd");
    if (!Files.isDirectory(descriptors)) {
      return 0;
    }
    try (var links = Files.list(descriptors)) {
      return links.filter(JvmUse::isSocket).count();
    }
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }

  /** Bytes as megabytes, for people. */
  static String megabytes(long bytes) {
    return "%.2f MB".formatted(bytes / 1e6);
  }
}
