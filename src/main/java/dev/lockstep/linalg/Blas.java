package dev.lockstep.linalg;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.option.Choice;
import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import dev.ludovic.netlib.blas.NativeBLAS;

/** What computes the matrix products: the values of {@code --blas}. */
public enum Blas implements Choice {
  /** The same bits on every machine: fma chains in ascending order. */
  EXACT {
    @Override
    public Products products() {
      if (!Exact.HAS_FMA) {
        throw new InvalidInputException(
            "blas",
            "exact needs a CPU with fma instructions, and this JVM (%s, %s) does not use any: each would be computed in some thousand steps; use a CPU of 2013 or later without -XX:-UseFMA and -XX:UseAVX=0, or --blas mllib."
                .formatted(System.getProperty("java.vm.version"), System.getProperty("os.arch")));
      }
      return Exact.PRODUCTS;
    }

    @Override
    public String kernel() {
      return label();
    }
  },
  /**
   * For comparison, as MLlib itself would: a native BLAS where the system has one that netlib
   * finds, else netlib's Java one. Promises nothing about bits.
   */
  MLLIB {
    @Override
    public Products products() {
      return Mllib.PRODUCTS;
    }

    @Override
    public String kernel() {
      return "mllib (%s)".formatted(Mllib.PRODUCTS.library());
    }
  };

  /**
   * The products of this choice in this JVM.
   *
   * @return always the same
   * @throws InvalidInputException if this JVM would be some thousand times too slow for them
   */
  public abstract Products products();

  /**
   * What computes, for people and files.
   *
   * @return the choice, and the library where that is not all
   */
  public abstract String kernel();

  /** Made at first use. */
  private static final class Exact {
    static final boolean HAS_FMA = Jvm.hasFma();
    static final Products PRODUCTS = Jvm.hasVectors() ? new VectorProducts() : new ScalarProducts();
  }

  /** Found at first use. */
  private static final class Mllib {
    static final MllibProducts PRODUCTS = new MllibProducts(find());

    /** As Spark's own {@code VectorizedBLAS} does. */
    private static BLAS find() {
      try {
        return NativeBLAS.getInstance();
      } catch (Throwable e) { // netlib throws whatever its native side does
        return JavaBLAS.getInstance();
      }
    }
  }
}
