package dev.lockstep.linalg;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** What the JVM at hand computes fast, found out without waiting: a start asks once. */
final class Jvm {
  /**
   * Nanoseconds of a {@link Math#fma} that is an instruction, some 100 in the interpreter; without
   * one it goes through {@link java.math.BigDecimal}, which takes a thousand and more.
   */
  private static final long MOST_NANOS = 400;

  private static final int CALLS = 100;

  private Jvm() {}

  /**
   * Whether C2 compiles what is written with {@code jdk.incubator.vector}, and the module is there.
   * Interpreted, or compiled by another compiler, vectors are objects: hundreds of times slower
   * than plain loops.
   */
  static boolean hasVectors() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
        && System.getProperty("java.vm.name").endsWith("Server VM")
        && !System.getProperty("java.vm.version").contains("jvmci")
        && !System.getProperty("java.vm.info").contains("interpreted")
        && !System.getProperty("java.vm.info").contains("emulated-client"); // C1 alone
  }

  /** Whether {@link Math#fma} is an instruction of the CPU. */
  static boolean hasFma() {
    for (int attempt = 0; attempt < 3; attempt++) { // another process may have had the CPU
      if (nanosOfFma() <= MOST_NANOS) {
        return true;
      }
    }
    return saysSo(); // takes longer than all the rest of this class
  }

  private static long nanosOfFma() {
    double sum = 1 / 3.0;
    long start = System.nanoTime();
    for (int i = 0; i < CALLS; i++) {
      sum = Math.fma(sum, 1 / 7.0, 1 / 9.0);
    }
    long nanos = System.nanoTime() - start;
    return sum > 0 ? nanos / CALLS : Long.MAX_VALUE; // it is; the sum must be needed
  }

  private static boolean saysSo() {
    try {
      HotSpotDiagnosticMXBean flags =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      return flags != null && Boolean.parseBoolean(flags.getVMOption("UseFMA").getValue());
    } catch (IllegalArgumentException noSuchOption) {
      return false;
    }
  }
}
