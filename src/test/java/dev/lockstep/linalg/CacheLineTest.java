package dev.lockstep.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where an array lies is known, however the JVM keeps references. */
final class CacheLineTest {
  /** References in bytes, in eights, and as they are. */
  @ParameterizedTest
  @ValueSource(strings = {"-Xmx256m", "-Xmx8g", "-XX:-UseCompressedOops"})
  void arraysMadeOneAfterTheOtherLieTheirLengthApart(String option)
      throws IOException, InterruptedException {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                option,
                "-cp",
                System.getProperty("java.class.path"),
                Neighbours.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, jvm.waitFor());
    int neighbours = Integer.parseInt(output.trim());
    assertTrue(neighbours > 900, neighbours + " of 999");
  }

  /** How many of a thousand arrays of one number lie 24 bytes behind the one before. */
  static final class Neighbours {
    private Neighbours() {}

    public static void main(String[] arguments) {
      double[][] arrays = new double[1_000][];
      for (int i = 0; i < arrays.length; i++) {
        arrays[i] = new double[1];
      }
      System.out.println(
          IntStream.range(1, arrays.length)
              .filter(i -> (CacheLine.lead(arrays[i - 1]) - CacheLine.lead(arrays[i]) & 7) == 3)
              .count());
    }
  }
}
