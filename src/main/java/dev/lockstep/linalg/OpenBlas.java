package dev.lockstep.linalg;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.NativeBLAS;
import java.io.File;
import java.io.IOException;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * OpenBLAS out of the application jar, put under netlib's native {@code dgemm}: one library, one
 * thread a call, on every JVM that computes.
 */
final class OpenBlas {
  /** Where netlib looks for the library, once, when its native side is loaded. */
  private static final String NETLIB_LIBRARY = "dev.ludovic.netlib.blas.nativeLibPath";

  /**
   * OpenBLAS's own variable. Where it says one thread, none needs to be asked for, which JavaCPP
   * does in a way ({@code dlopen} from within {@code dl_iterate_phdr}) that stops the JVM for good
   * if another thread is loading a native library at that moment.
   */
  private static final String THREADS = "OPENBLAS_NUM_THREADS";

  private static final String ONE_THREAD = "1";

  private OpenBlas() {}

  /**
   * Loads it.
   *
   * @return netlib's native kernel over OpenBLAS
   * @throws KernelMissingException if the platform has none, or it cannot be loaded
   */
  static BLAS load() throws KernelMissingException {
    try {
      File bindings = new File(Loader.load(openblas_nolapack.class));
      if (!ONE_THREAD.equals(System.getenv(THREADS))) {
        openblas_nolapack.blas_set_num_threads(1);
      }
      System.setProperty(NETLIB_LIBRARY, libraryBeside(bindings).getPath());
      return NativeBLAS.getInstance();
    } catch (IOException | RuntimeException | LinkageError e) {
      throw new KernelMissingException(
          "no OpenBLAS for %s: %s".formatted(Loader.getPlatform(), reason(e)), e);
    }
  }

  /**
   * The very file that the bindings are linked to: a copy of it would be a second library, with
   * threads of its own.
   */
  private static File libraryBeside(File bindings) throws IOException {
    File library = new File(bindings.getParentFile(), "libopenblas_nolapack.so.0");
    if (!library.exists()) {
      throw new IOException(library + " is missing");
    }
    return library;
  }

  private static String reason(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
