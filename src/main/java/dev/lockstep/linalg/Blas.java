package dev.lockstep.linalg;

import dev.ludovic.netlib.blas.JavaBLAS;

/** Which kernel computes the products: the values of {@code --blas}. */
public enum Blas {
  /** The fastest kernel that this JVM has. */
  AUTO,
  /** netlib's Java kernel, on the vector unit where the JVM has {@code jdk.incubator.vector}. */
  VECTOR,
  /** The reference: slow, and the same bits on every machine. */
  PLAIN;

  /**
   * The kernel of this choice in this JVM.
   *
   * @return a product that any number of threads may use at once
   */
  public MatrixProduct product() {
    return switch (this) {
      case AUTO, VECTOR -> NetlibJava.PRODUCT;
      case PLAIN -> Plain.PRODUCT;
    };
  }

  /** Made at first use, once a JVM. */
  private static final class NetlibJava {
    static final MatrixProduct PRODUCT =
        new NetlibProduct(
            JavaBLAS.getInstance(), JavaBLAS.getInstance().getClass().getSimpleName());
  }

  private static final class Plain {
    static final MatrixProduct PRODUCT = new PlainProduct();
  }
}
