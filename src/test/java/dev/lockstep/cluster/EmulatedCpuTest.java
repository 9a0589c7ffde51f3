package dev.lockstep.cluster;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.ReferenceProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * Two epochs of the main job on arm64 JVMs under emulation have the table and the hash of {@code
 * Reference.java}, with vectors of 2, 4 and 8 numbers.
 */
final class EmulatedCpuTest extends OnCluster {
  private static final int EPOCHS = 2;
  private static final Path ARM64 = PROJECT.resolve("target/arm64-jvm");

  /** One of QEMU's CPUs, and the bytes of its vectors. */
  private record Cpu(String name, String qemu, int vectorBytes) {}

  /** A web server less to start, and a heartbeat that comes when its receiver is there. */
  private static final List<String> SPARK =
      List.of(
          "--master=local[1]",
          "--conf=spark.ui.enabled=false",
          "--conf=spark.executor.heartbeatInterval=60s");

  /**
   * Starts {@code rm} and the like as the program it is: the JVM's own way goes through a program
   * for arm64, which the system cannot start.
   */
  private static final String JVM = "-Djdk.lang.Process.launchMechanism=FORK -XX:+PrintFlagsFinal";

  private static final List<Cpu> CPUS =
      List.of(
          new Cpu("neon", "cortex-a72", 16),
          new Cpu("sve-256", "max,sve256=on,sve512=off", 32),
          new Cpu("sve-512", "max", 64));

  /** All at once, since much of a JVM's start takes one core alone. */
  @Test
  void theAnswerIsTheReferencesOnArm64WithVectorsOfAnyWidth() throws Exception {
    assertTrue(
        Files.exists(ARM64.resolve("bin/java")),
        "target/arm64-jvm has no arm64 JVM: run src/test/sh/arm64-jvm.sh on Debian, which puts one there.");
    onOneJvm("version", List.of("--version")); // makes the archive of classes, quickly
    List<Submission> runs = new ArrayList<>();
    for (Cpu cpu : CPUS) {
      runs.add(start(cpu));
    }
    for (Submission run : runs) {
      run.awaitEnd();
    }
    assertAll(
        CPUS.stream()
            .map(cpu -> (Executable) () -> assertAnswer(cpu, runs.get(CPUS.indexOf(cpu)))));
  }

  private Submission start(Cpu cpu) throws Exception {
    return mainJob(
        cpu.name(),
        SPARK,
        Map.of("JAVA_HOME", ARM64.toString(), "QEMU_CPU", cpu.qemu(), "SPARK_SUBMIT_OPTS", JVM),
        List.of("--epochs=" + EPOCHS, "--aggregation=allreduce"));
  }

  private static void assertAnswer(Cpu cpu, Submission run) {
    assertEquals(0, run.exit(), run.err());
    assertEquals(ReferenceProgram.lines(EPOCHS), run.result(), run.err());
    Pattern width = Pattern.compile("MaxVectorSize += %d ".formatted(cpu.vectorBytes()));
    assertTrue(width.matcher(run.err()).find(), cpu.name());
  }
}
