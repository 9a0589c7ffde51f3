package dev.lockstep.benchmark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * OpenBLAS of bytedeco's jar for Linux on x86-64, which profile {@code benchmark} has on the class
 * path, put under netlib's native BLAS. It takes the kernels that it thinks the fastest for the
 * CPU.
 */
final class OpenBlas {
  /** Of the jar, as in the POM. */
  static final String VERSION = "0.3.31";

  private static final String FOLDER = "/org/bytedeco/openblas/linux-x86_64/";

  private OpenBlas() {}

  /** Loads it, before netlib looks for a library. */
  static void underNetlib() throws IOException {
    Path folder = Files.createTempDirectory("openblas");
    folder.toFile().deleteOnExit(); // after the files: what is asked for last goes first
    for (String library : List.of("libquadmath.so.0", "libgfortran.so.5", "libopenblas.so.0")) {
      Path file = folder.resolve(library);
      try (InputStream jar = OpenBlas.class.getResourceAsStream(FOLDER + library)) {
        if (jar == null) {
          throw new FileNotFoundException(
              "No %s on the class path: run with -Pbenchmark".formatted(FOLDER + library));
        }
        Files.copy(jar, file);
      }
      System.load(file.toString());
      file.toFile().deleteOnExit();
      System.setProperty("dev.ludovic.netlib.blas.nativeLibPath", file.toString());
    }
  }
}
