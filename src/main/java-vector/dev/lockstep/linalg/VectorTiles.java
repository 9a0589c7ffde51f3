package dev.lockstep.linalg;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of C, a few rows by two or three vectors, which stay in registers over all of k: what all
 * dense products are made of. Lanes run along the columns of C, so each holds one chain.
 *
 * <p>C2 of JDK 17 keeps vectors in registers only while they are local variables of one method,
 * which is why everything is written out. How the places are counted up is what it needs to be done
 * with them in registers, too; another way takes up to twice the time.
 */
final class VectorTiles {
  static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;

  /** Numbers of a vector. */
  static final int L = LANES.length();

  /** Registers for tiles of three vectors: AVX-512 has 32 and so has arm64, older x86-64 has 16. */
  static final boolean MANY_REGISTERS = L >= 8 || System.getProperty("os.arch").equals("aarch64");

  /** Rows of a tile. */
  static final int ROWS = 5;

  private VectorTiles() {}

  /**
   * Five rows and two vectors of {@code C = A B}, the rows of A being rows.
   *
   * @param aAt where the first of them begins
   * @param aStep from one to the next
   * @param bAt the first number of B that the tile needs
   * @param bStep from one row of B to the next
   * @param d from the first vector to the second
   * @param k terms of a chain
   * @param cAt the tile's first number
   * @param cStep from one row of C to the next
   */
  static void byRows2(
      double[] a,
      int aAt,
      int aStep,
      double[] b,
      int bAt,
      int bStep,
      int d,
      int k,
      double[] c,
      int cAt,
      int cStep) {
    DoubleVector c00 = DoubleVector.zero(LANES);
    DoubleVector c01 = c00;
    DoubleVector c10 = c00;
    DoubleVector c11 = c00;
    DoubleVector c20 = c00;
    DoubleVector c21 = c00;
    DoubleVector c30 = c00;
    DoubleVector c31 = c00;
    DoubleVector c40 = c00;
    DoubleVector c41 = c00;
    for (int p = 0; p < k; p++) {
      int aPlace = aAt + p;
      int bPlace = bAt + p * bStep;
      DoubleVector b0 = DoubleVector.fromArray(LANES, b, bPlace);
      DoubleVector b1 = DoubleVector.fromArray(LANES, b, bPlace + d);
      DoubleVector a0 = DoubleVector.broadcast(LANES, a[aPlace]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      DoubleVector a1 = DoubleVector.broadcast(LANES, a[aPlace + aStep]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      DoubleVector a2 = DoubleVector.broadcast(LANES, a[aPlace + 2 * aStep]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      DoubleVector a3 = DoubleVector.broadcast(LANES, a[aPlace + 3 * aStep]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      DoubleVector a4 = DoubleVector.broadcast(LANES, a[aPlace + 4 * aStep]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
    }
    c00.add(0.0).intoArray(c, cAt);
    c01.add(0.0).intoArray(c, cAt + d);
    c10.add(0.0).intoArray(c, cAt + cStep);
    c11.add(0.0).intoArray(c, cAt + cStep + d);
    c20.add(0.0).intoArray(c, cAt + 2 * cStep);
    c21.add(0.0).intoArray(c, cAt + 2 * cStep + d);
    c30.add(0.0).intoArray(c, cAt + 3 * cStep);
    c31.add(0.0).intoArray(c, cAt + 3 * cStep + d);
    c40.add(0.0).intoArray(c, cAt + 4 * cStep);
    c41.add(0.0).intoArray(c, cAt + 4 * cStep + d);
  }

  /** Five rows and three neighbouring vectors; see {@link #byRows2}. */
  static void byRows3(
      double[] a,
      int aAt,
      int aStep,
      double[] b,
      int bAt,
      int bStep,
      int k,
      double[] c,
      int cAt,
      int cStep) {
    DoubleVector c00 = DoubleVector.zero(LANES);
    DoubleVector c01 = c00;
    DoubleVector c02 = c00;
    DoubleVector c10 = c00;
    DoubleVector c11 = c00;
    DoubleVector c12 = c00;
    DoubleVector c20 = c00;
    DoubleVector c21 = c00;
    DoubleVector c22 = c00;
    DoubleVector c30 = c00;
    DoubleVector c31 = c00;
    DoubleVector c32 = c00;
    DoubleVector c40 = c00;
    DoubleVector c41 = c00;
    DoubleVector c42 = c00;
    for (int p = 0; p < k; p++) {
      int aPlace = aAt + p;
      int bPlace = bAt + p * bStep;
      DoubleVector b0 = DoubleVector.fromArray(LANES, b, bPlace);
      DoubleVector b1 = DoubleVector.fromArray(LANES, b, bPlace + L);
      DoubleVector b2 = DoubleVector.fromArray(LANES, b, bPlace + 2 * L);
      DoubleVector a0 = DoubleVector.broadcast(LANES, a[aPlace]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      c02 = a0.fma(b2, c02);
      DoubleVector a1 = DoubleVector.broadcast(LANES, a[aPlace + aStep]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      c12 = a1.fma(b2, c12);
      DoubleVector a2 = DoubleVector.broadcast(LANES, a[aPlace + 2 * aStep]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      c22 = a2.fma(b2, c22);
      DoubleVector a3 = DoubleVector.broadcast(LANES, a[aPlace + 3 * aStep]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      c32 = a3.fma(b2, c32);
      DoubleVector a4 = DoubleVector.broadcast(LANES, a[aPlace + 4 * aStep]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      c42 = a4.fma(b2, c42);
    }
    c00.add(0.0).intoArray(c, cAt);
    c01.add(0.0).intoArray(c, cAt + L);
    c02.add(0.0).intoArray(c, cAt + 2 * L);
    c10.add(0.0).intoArray(c, cAt + cStep);
    c11.add(0.0).intoArray(c, cAt + cStep + L);
    c12.add(0.0).intoArray(c, cAt + cStep + 2 * L);
    c20.add(0.0).intoArray(c, cAt + 2 * cStep);
    c21.add(0.0).intoArray(c, cAt + 2 * cStep + L);
    c22.add(0.0).intoArray(c, cAt + 2 * cStep + 2 * L);
    c30.add(0.0).intoArray(c, cAt + 3 * cStep);
    c31.add(0.0).intoArray(c, cAt + 3 * cStep + L);
    c32.add(0.0).intoArray(c, cAt + 3 * cStep + 2 * L);
    c40.add(0.0).intoArray(c, cAt + 4 * cStep);
    c41.add(0.0).intoArray(c, cAt + 4 * cStep + L);
    c42.add(0.0).intoArray(c, cAt + 4 * cStep + 2 * L);
  }

  /**
   * Five rows and two vectors of {@code C = A' B}: numbers that belong to one row of C are {@code
   * aStep} apart, the five rows' stand beside each other. Otherwise as {@link #byRows2}.
   */
  static void byColumns2(
      double[] a,
      int aAt,
      int aStep,
      double[] b,
      int bAt,
      int bStep,
      int d,
      int k,
      double[] c,
      int cAt,
      int cStep) {
    DoubleVector c00 = DoubleVector.zero(LANES);
    DoubleVector c01 = c00;
    DoubleVector c10 = c00;
    DoubleVector c11 = c00;
    DoubleVector c20 = c00;
    DoubleVector c21 = c00;
    DoubleVector c30 = c00;
    DoubleVector c31 = c00;
    DoubleVector c40 = c00;
    DoubleVector c41 = c00;
    int aPlace = aAt;
    int bPlace = bAt;
    for (int p = 0; p < k; p++) {
      DoubleVector b0 = DoubleVector.fromArray(LANES, b, bPlace);
      DoubleVector b1 = DoubleVector.fromArray(LANES, b, bPlace + d);
      DoubleVector a0 = DoubleVector.broadcast(LANES, a[aPlace]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      DoubleVector a1 = DoubleVector.broadcast(LANES, a[aPlace + 1]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      DoubleVector a2 = DoubleVector.broadcast(LANES, a[aPlace + 2]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      DoubleVector a3 = DoubleVector.broadcast(LANES, a[aPlace + 3]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      DoubleVector a4 = DoubleVector.broadcast(LANES, a[aPlace + 4]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      aPlace += aStep;
      bPlace += bStep;
    }
    c00.add(0.0).intoArray(c, cAt);
    c01.add(0.0).intoArray(c, cAt + d);
    c10.add(0.0).intoArray(c, cAt + cStep);
    c11.add(0.0).intoArray(c, cAt + cStep + d);
    c20.add(0.0).intoArray(c, cAt + 2 * cStep);
    c21.add(0.0).intoArray(c, cAt + 2 * cStep + d);
    c30.add(0.0).intoArray(c, cAt + 3 * cStep);
    c31.add(0.0).intoArray(c, cAt + 3 * cStep + d);
    c40.add(0.0).intoArray(c, cAt + 4 * cStep);
    c41.add(0.0).intoArray(c, cAt + 4 * cStep + d);
  }

  /** Five rows and three neighbouring vectors; see {@link #byColumns2}. */
  static void byColumns3(
      double[] a,
      int aAt,
      int aStep,
      double[] b,
      int bAt,
      int bStep,
      int k,
      double[] c,
      int cAt,
      int cStep) {
    DoubleVector c00 = DoubleVector.zero(LANES);
    DoubleVector c01 = c00;
    DoubleVector c02 = c00;
    DoubleVector c10 = c00;
    DoubleVector c11 = c00;
    DoubleVector c12 = c00;
    DoubleVector c20 = c00;
    DoubleVector c21 = c00;
    DoubleVector c22 = c00;
    DoubleVector c30 = c00;
    DoubleVector c31 = c00;
    DoubleVector c32 = c00;
    DoubleVector c40 = c00;
    DoubleVector c41 = c00;
    DoubleVector c42 = c00;
    int aPlace = aAt;
    int bPlace = bAt;
    for (int p = 0; p < k; p++) {
      DoubleVector b0 = DoubleVector.fromArray(LANES, b, bPlace);
      DoubleVector b1 = DoubleVector.fromArray(LANES, b, bPlace + L);
      DoubleVector b2 = DoubleVector.fromArray(LANES, b, bPlace + 2 * L);
      DoubleVector a0 = DoubleVector.broadcast(LANES, a[aPlace]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      c02 = a0.fma(b2, c02);
      DoubleVector a1 = DoubleVector.broadcast(LANES, a[aPlace + 1]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      c12 = a1.fma(b2, c12);
      DoubleVector a2 = DoubleVector.broadcast(LANES, a[aPlace + 2]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      c22 = a2.fma(b2, c22);
      DoubleVector a3 = DoubleVector.broadcast(LANES, a[aPlace + 3]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      c32 = a3.fma(b2, c32);
      DoubleVector a4 = DoubleVector.broadcast(LANES, a[aPlace + 4]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      c42 = a4.fma(b2, c42);
      aPlace += aStep;
      bPlace += bStep;
    }
    c00.add(0.0).intoArray(c, cAt);
    c01.add(0.0).intoArray(c, cAt + L);
    c02.add(0.0).intoArray(c, cAt + 2 * L);
    c10.add(0.0).intoArray(c, cAt + cStep);
    c11.add(0.0).intoArray(c, cAt + cStep + L);
    c12.add(0.0).intoArray(c, cAt + cStep + 2 * L);
    c20.add(0.0).intoArray(c, cAt + 2 * cStep);
    c21.add(0.0).intoArray(c, cAt + 2 * cStep + L);
    c22.add(0.0).intoArray(c, cAt + 2 * cStep + 2 * L);
    c30.add(0.0).intoArray(c, cAt + 3 * cStep);
    c31.add(0.0).intoArray(c, cAt + 3 * cStep + L);
    c32.add(0.0).intoArray(c, cAt + 3 * cStep + 2 * L);
    c40.add(0.0).intoArray(c, cAt + 4 * cStep);
    c41.add(0.0).intoArray(c, cAt + 4 * cStep + L);
    c42.add(0.0).intoArray(c, cAt + 4 * cStep + 2 * L);
  }
}
