package dev.lockstep.linalg;

import dev.lockstep.io.InvalidInputException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;

/**
 * Prints the hash of many products, computed so often that C2 has compiled them at the end, and
 * which kernel they are by; for JVMs that {@link JvmTest} starts.
 */
final class ProductsHash {
  /** Rows, terms, columns: less than a tile, some tiles and a rest, and large enough to pack. */
  private static final int[][] SHAPES = {
    {3, 40, 100}, {13, 30, 50}, {50, 13, 10}, {14, 9, 3}, {7, 12, 1}, {19, 17, 201}
  };

  private final MessageDigest sha256;
  private final Random random = new Random(1);
  private final Products products;
  private final Elementwise formulas;

  private ProductsHash(Products products, Elementwise formulas) throws NoSuchAlgorithmException {
    sha256 = MessageDigest.getInstance("SHA-256");
    this.products = products;
    this.formulas = formulas;
  }

  /** Prints the hash and the kernel, or the message of a refusal. */
  public static void main(String[] arguments) throws NoSuchAlgorithmException {
    try {
      String hash =
          of(Blas.EXACT.products(), Elementwise.fastest(), Integer.parseInt(arguments[0]));
      System.out.println(hash + (Jvm.hasVectors() ? " vectors" : " scalars"));
    } catch (InvalidInputException refusal) {
      System.out.println(refusal.getMessage());
    }
  }

  static String of(Products products, Elementwise formulas, int rounds)
      throws NoSuchAlgorithmException {
    ProductsHash hash = new ProductsHash(products, formulas);
    for (int round = 0; round < rounds; round++) {
      for (int[] shape : SHAPES) {
        hash.addProducts(shape[0], shape[1], shape[2]);
      }
    }
    return HexFormat.of().formatHex(hash.sha256.digest());
  }

  private Matrix matrix(int rows, int columns) {
    Matrix matrix = Matrix.zeros(rows, columns);
    for (int i = 0; i < rows * columns; i++) {
      matrix.values()[i] = random.nextInt(5) == 0 ? 0 : random.nextFloat() - 0.5;
    }
    return matrix;
  }

  private void addProducts(int m, int k, int n) {
    Matrix a = matrix(m, k);
    Matrix b = matrix(k, n);
    Matrix c = Matrix.zeros(m, n);
    products.multiply(a, b, c);
    add(c);
    products.multiplyTransposed(matrix(k, m), b, c);
    add(c);
    products.multiplyByTransposed(a, matrix(n, k), c);
    add(c);
    SparseRows sparse = sparse(m, k);
    products.addRows(sparse, 0, m, b, c);
    add(c);
    products.multiply(sparse, b, c);
    add(c);
    formulas.add(1 / 3.0, b.values(), 0, Math.min(k, m) * n, c.values(), 0);
    add(c);
  }

  private SparseRows sparse(int rows, int columns) {
    double[] values = new double[rows * columns];
    for (int i = 0; i < values.length; i += 6 + random.nextInt(3)) {
      values[i] = random.nextFloat();
    }
    SparseRows sparse = new SparseRows();
    if (!sparse.take(values, rows, columns)) {
      throw new IllegalStateException("Too few of %d x %d are zero".formatted(rows, columns));
    }
    return sparse;
  }

  private void add(Matrix c) {
    ByteBuffer bytes = ByteBuffer.allocate(c.values().length * Double.BYTES);
    bytes.asDoubleBuffer().put(c.values());
    sha256.update(bytes);
  }
}
