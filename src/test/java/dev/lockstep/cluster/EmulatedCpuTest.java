package dev.lockstep.cluster;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.ReferenceProgram;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * Two epochs on arm64 JVMs under emulation, with vectors of 2, 4 and 8 numbers: the main job has
 * the table and the hash of {@code Reference.java}. Where vectors are of 4 and 8, which QEMU takes
 * some hundred times as long for, the job has a thirtieth of the rows, and the table and the hash
 * of this machine's own JVM.
 */
final class EmulatedCpuTest extends OnCluster {
  private static final int EPOCHS = 2;
  private static final Path ARM64 = PROJECT.resolve("target/arm64-jvm");

  private static final int FEW_ROWS = 2_000;

  /** One of QEMU's CPUs, and the bytes of its vectors. */
  private record Cpu(String name, String qemu, int vectorBytes) {
    boolean isSlow() {
      return vectorBytes > 16;
    }
  }

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
    List<String> few = List.of("--data=" + fewRows(), "--epochs=" + EPOCHS);
    // First, since it makes the archive of classes as well, quickly.
    Submission here = mainJob("here", List.of("--master=local[2]"), Map.of(), few).awaitSuccess();
    List<Submission> runs = new ArrayList<>();
    for (Cpu cpu : CPUS) {
      runs.add(start(cpu, cpu.isSlow() ? few : List.of("--epochs=" + EPOCHS)));
    }
    for (Submission run : runs) {
      run.awaitEnd();
    }
    List<String> whole = ReferenceProgram.lines(EPOCHS);
    assertAll(
        IntStream.range(0, CPUS.size())
            .mapToObj(
                i ->
                    () ->
                        assertAnswer(
                            CPUS.get(i),
                            CPUS.get(i).isSlow() ? here.result() : whole,
                            runs.get(i))));
  }

  private Submission start(Cpu cpu, List<String> words) throws Exception {
    return mainJob(
        cpu.name(),
        SPARK,
        Map.of("JAVA_HOME", ARM64.toString(), "QEMU_CPU", cpu.qemu(), "SPARK_SUBMIT_OPTS", JVM),
        words);
  }

  /** The first rows of MNIST's four files. */
  private static Path fewRows() throws IOException {
    Path few = Files.createDirectory(folder.resolve("few-rows"));
    for (String name : List.of("train", "t10k")) {
      write(few, name + "-images-idx3-ubyte", 16, 784);
      write(few, name + "-labels-idx1-ubyte", 8, 1);
    }
    return few;
  }

  private static void write(Path few, String name, int header, int rowBytes) throws IOException {
    Path whole = PROJECT.resolve("data/mnist/" + name + ".gz");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(whole))) {
      byte[] bytes = in.readNBytes(header + FEW_ROWS * rowBytes);
      ByteBuffer.wrap(bytes).putInt(4, FEW_ROWS);
      Files.write(few.resolve(name), bytes);
    }
  }

  private static void assertAnswer(Cpu cpu, List<String> expected, Submission run) {
    assertEquals(0, run.exit(), run.err());
    assertEquals(expected, run.result(), run.err());
    Pattern width = Pattern.compile("MaxVectorSize += %d ".formatted(cpu.vectorBytes()));
    assertTrue(width.matcher(run.err()).find(), cpu.name());
  }
}
