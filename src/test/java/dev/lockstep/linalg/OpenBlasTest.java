package dev.lockstep.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.junit.jupiter.api.Test;

/** OpenBLAS is there where Maven Central has it, once, and with one thread. */
final class OpenBlasTest {
  private static final Set<String> PLATFORMS = Set.of("linux-x86_64", "linux-arm64");

  @Test
  void autoIsOpenBlasWhereThereIsOneAndSaysWhyWhereNot() {
    Kernel kernel = Blas.AUTO.kernel();
    if (PLATFORMS.contains(Loader.getPlatform())) {
      assertTrue(kernel.name().startsWith("OpenBLAS/"), kernel.name());
      assertEquals("the fastest there is", kernel.reason());
    } else {
      assertTrue(kernel.reason().startsWith("no OpenBLAS for "), kernel.reason());
    }
  }

  /**
   * The bindings, whose number of threads is set, and netlib, which computes, must share one
   * library: of two copies, the one that computes would have as many threads as there are cores.
   */
  @Test
  void oneLibraryIsLoadedAndHasOneThread() throws IOException {
    if (!PLATFORMS.contains(Loader.getPlatform())) {
      return;
    }
    Blas.AUTO.kernel();
    try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
      Set<String> libraries =
          maps.filter(line -> line.matches(".*/libopenblas[^/]*"))
              .map(line -> line.substring(line.indexOf('/')))
              .collect(Collectors.toSet());
      assertEquals(1, libraries.size(), libraries.toString());
    }
    assertEquals(1, openblas_nolapack.blas_get_num_threads());
  }

  @Test
  void kernelsThatComputeOtherBitsHaveOtherNames() {
    Kernel vector = Blas.VECTOR.kernel();
    String plain = Kernel.fingerprinted("x", new PlainProduct(), "").name();
    String other = Kernel.fingerprinted("x", vector.product(), "").name();
    assertNotEquals(plain, other);
    assertEquals(plain, Kernel.fingerprinted("x", new PlainProduct(), "").name());
  }
}
