package dev.lockstep.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Exact products have one hash in every JVM, and take the vector unit where C2 compiles for it. A
 * JVM without fma instructions is refused in one line.
 */
final class JvmTest {
  private static final String VECTORS = "--add-modules=jdk.incubator.vector";

  /** Some thousand tiles of each kind: C2 compiles a method after some ten thousand loops. */
  private static final int MANY = 60;

  private static final int FEW = 3;

  private static String hash(int rounds) throws NoSuchAlgorithmException {
    return ProductsHash.of(new ScalarProducts(), new Elementwise() {}, rounds);
  }

  private static String said(int rounds, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ProductsHash.class.getName(), Integer.toString(rounds)));
    ProcessBuilder java = new ProcessBuilder(command);
    Process process = java.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output.strip();
  }

  /** Vectors of 2, 4 and 8 numbers, 16 and 32 registers; what a CPU has not, HotSpot leaves out. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:UseAVX=1",
        "-XX:UseAVX=2",
        "-XX:UseAVX=3",
        "-XX:MaxVectorSize=16",
        "-XX:MaxVectorSize=32"
      })
  void everyWidthOfVectorsHasOneHash(String option) throws Exception {
    String said = said(MANY, "-XX:+IgnoreUnrecognizedVMOptions", VECTORS, option);
    assertEquals(hash(MANY) + " vectors", said);
  }

  /** The vector API would be objects there, hundreds of times slower than the loops. */
  @ParameterizedTest
  @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1"})
  void withoutC2PlainLoopsHaveTheSameHash(String option) throws Exception {
    assertEquals(hash(FEW) + " scalars", said(FEW, VECTORS, option));
  }

  @Test
  void withoutTheModulePlainLoopsHaveTheSameHash() throws Exception {
    assertEquals(hash(MANY) + " scalars", said(MANY));
  }

  @Test
  void aJvmWithoutFmaInstructionsIsRefusedWithTheWayOut() throws Exception {
    String refusal = said(FEW, VECTORS, "-XX:-UseFMA");
    assertTrue(
        refusal.startsWith("--blas exact needs a CPU with fma instructions")
            && refusal.endsWith("or --blas mllib.")
            && refusal.lines().count() == 1,
        refusal);
  }

  /** As submit.sh's. */
  @Test
  void theTestsJvmHasBoth() {
    assertTrue(Jvm.hasVectors());
    assertTrue(Jvm.hasFma());
  }
}
