package dev.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The tutorial on MNIST by {@code Reference.java}, an independent program of one file. */
public final class ReferenceProgram {
  private static final Map<Integer, List<String>> PRINTED = new ConcurrentHashMap<>();

  private ReferenceProgram() {}

  /**
   * What it prints.
   *
   * @param epochs how many it trains
   * @return the table's lines from epoch 0 on, and the hash of the parameters
   */
  public static List<String> lines(int epochs) {
    return PRINTED.computeIfAbsent(epochs, ReferenceProgram::run);
  }

  private static List<String> run(int epochs) {
    try {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "src/reference/java/Reference.java",
                  "data/mnist",
                  Integer.toString(epochs))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      List<String> lines = process.inputReader().lines().toList();
      assertEquals(0, process.waitFor());
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
