package dev.lockstep.linalg;

import dev.lockstep.data.InvalidInputException;
import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which kernel computes the products: the values of {@code --blas}. */
public enum Blas {
  /** OpenBLAS where this platform has it, else netlib's Java kernel. */
  AUTO {
    @Override
    Kernel find() {
      try {
        return nativeKernel("the fastest there is");
      } catch (KernelMissingException e) {
        return vectorKernel(e.getMessage());
      }
    }
  },
  /** OpenBLAS, out of the application jar. */
  NATIVE {
    @Override
    Kernel find() {
      try {
        return nativeKernel(ASKED);
      } catch (KernelMissingException e) {
        throw new InvalidInputException(
            "Cannot use --blas native: %s. Use --blas vector, or auto.".formatted(e.getMessage()),
            e);
      }
    }
  },
  /** netlib's Java kernel, on the vector unit where the JVM has {@code jdk.incubator.vector}. */
  VECTOR {
    @Override
    Kernel find() {
      return vectorKernel(ASKED);
    }
  },
  /** The reference: slow, and the same bits on every machine. */
  PLAIN {
    @Override
    Kernel find() {
      return new Kernel(new PlainProduct(), "plain", ASKED);
    }
  };

  private static final String ASKED = "asked for";

  /** What each choice has turned out to be in this JVM. */
  private static final Map<Blas, Kernel> FOUND = new ConcurrentHashMap<>();

  /**
   * The kernel of this choice in this JVM, found at first use.
   *
   * @return always the same
   * @throws InvalidInputException if it was asked for by name and this JVM cannot have it
   */
  public Kernel kernel() {
    return FOUND.computeIfAbsent(this, Blas::find);
  }

  abstract Kernel find();

  private static Kernel nativeKernel(String reason) throws KernelMissingException {
    return Kernel.fingerprinted("OpenBLAS", new NetlibProduct(OpenBlas.load()), reason);
  }

  private static Kernel vectorKernel(String reason) {
    BLAS java = JavaBLAS.getInstance();
    return Kernel.fingerprinted(java.getClass().getSimpleName(), new NetlibProduct(java), reason);
  }
}
