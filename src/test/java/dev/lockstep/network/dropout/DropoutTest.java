package dev.lockstep.network.dropout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.linalg.Matrix;
import dev.lockstep.linalg.SparseRows;
import dev.lockstep.linalg.SparseRowsTest;
import dev.lockstep.pack.Chunk;
import dev.lockstep.rows.Rows;
import dev.lockstep.rows.SplitMix64;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Masks are those of the definition, and look like chance wherever two draws may be compared. */
final class DropoutTest {
  private static final int ROWS = 1000;
  private static final int WIDTH = 1000;
  private static final int LAYERS = 2;
  private static final int EPOCHS = 5;
  private static final Chunk CHUNK = Rows.normal(1, ROWS, 3, 2).packed(ROWS, 1).get(0);

  /** {@code hash(8, epoch, row, layer, unit)} as a fraction, written out. */
  private static double fraction(int epoch, long row, int layer, int unit) {
    long hash = 0;
    for (long word : new long[] {8, epoch, row, layer, unit}) {
      hash = SplitMix64.hash(hash + word);
    }
    return (hash >>> 11) * 0x1p-53;
  }

  /** What becomes of rows of a chunk, from row {@code from} on. */
  private static double[] made(double[] z, double p, int epoch, int layer, int width, int from) {
    double[] made = new double[z.length];
    double factor = 1 / (1 - p);
    for (int i = 0; i < z.length; i++) {
      boolean isKept = fraction(epoch, from + i / width, layer, i % width) >= p;
      made[i] = isKept ? z[i] * factor : 0;
    }
    return made;
  }

  private static Masks masks(Dropout dropout, int from, int rows) {
    Masks masks = new Masks(3);
    masks.begin(dropout);
    masks.add(CHUNK, from, rows - 1);
    masks.add(CHUNK, from + rows - 1, 1);
    return masks;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.25, 0.5, 0.8, 0x1p-60, 1 - 0x1p-53})
  void whatIsKeptIsThatOfTheDefinition(double p) {
    Dropout dropout = Dropout.of(List.of(p, 0.0, p), 2, 8).in(3);
    Masks masks = masks(dropout, 17, 5);
    assertTrue(masks.drops(0) && masks.drops(2));
    assertFalse(masks.drops(1) || masks.drops(3));
    double[] z = new Random(2).doubles(5 * 37, -1, 1).toArray();
    double[] x = z.clone();
    double[] before = z.clone();
    Matrix matrix = new Matrix(z, 5, 37);
    masks.drop(2, matrix);
    assertArrayEquals(before, z);
    double[] expected = made(z, p, 3, 2, 37, 17);
    Matrix passed = masks.passed(2, matrix);
    assertArrayEquals(expected, Arrays.copyOf(passed.values(), z.length));
    masks.backward(2, matrix);
    assertArrayEquals(expected, z);
    masks.dropInput(new Matrix(x, 5, 37));
    assertArrayEquals(made(before, p, 3, 0, 37, 17), x);
  }

  @Test
  void rowsWithoutZerosAreThoseWithThem() {
    Dropout dropout = new Dropout(List.of(0.4), 8, 2);
    SparseRows sparse = SparseRowsTest.random(new Random(4), 9, 50);
    double[] dense = SparseRowsTest.dense(sparse);
    int before = sparse.starts()[9];
    Masks masks = masks(dropout, 30, 9);
    masks.dropInput(new Matrix(dense, 9, 50));
    masks.dropInput(sparse);
    assertArrayEquals(dense, SparseRowsTest.dense(sparse));
    assertTrue(sparse.starts()[9] < before);
    assertTrue(IntStream.range(0, sparse.starts()[9]).allMatch(i -> sparse.values()[i] != 0));
  }

  /** Whatever it was before: an infinite number, too. */
  @Test
  void whatIsDroppedIsZero() {
    double[] z = new double[64];
    Arrays.fill(z, Double.NEGATIVE_INFINITY);
    Masks masks = masks(new Dropout(List.of(0.5), 8, 1), 0, 2);
    masks.dropInput(new Matrix(z, 2, 32));
    List<Double> found = Arrays.stream(z).boxed().distinct().sorted().toList();
    assertEquals(List.of(Double.NEGATIVE_INFINITY, 0.0), found);
  }

  @Test
  void oneShareIsThatOfAllHiddenLayers() {
    assertEquals(List.of(0.0, 0.5, 0.5), Dropout.of(List.of(0.5), 2, 8).rates());
    assertEquals(List.of(0.2, 0.5), Dropout.of(List.of(0.2, 0.5), 1, 8).rates());
    assertEquals(List.of(0.2), Dropout.of(List.of(0.2), 0, 8).rates());
    assertEquals(List.of(), Dropout.of(List.of(), 2, 8).rates());
  }

  /**
   * Ten million draws, of five epochs, two layers, a thousand rows and units. Their share and those
   * of pairs that are both kept, each draw in one pair at most, are within four standard deviations
   * of the binomial distribution.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0.2, 0.5})
  void drawsAreIndependent(double p) {
    BitSet kept = new BitSet(EPOCHS * LAYERS * ROWS * WIDTH);
    double[] ones = new double[ROWS * WIDTH];
    Arrays.fill(ones, 1);
    Matrix z = new Matrix(ones, ROWS, WIDTH);
    int at = 0;
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      Masks masks = masks(new Dropout(List.of(0.0, p, p), 8, epoch), 0, ROWS);
      for (int layer = 1; layer <= LAYERS; layer++) {
        masks.drop(layer, z);
        for (double passed : masks.passed(layer, z).values()) {
          kept.set(at++, passed != 0);
        }
      }
    }
    requireShare(1 - p, kept.cardinality(), at);
    int layer = ROWS * WIDTH;
    for (int distance : new int[] {1, 2, 3, 8, 64, WIDTH, 2 * WIDTH, layer, LAYERS * layer}) {
      requirePairs(1 - p, kept, at, distance, i -> i + distance);
    }
    requirePairs(1 - p, kept, at, WIDTH, i -> i + WIDTH + 1);
    requirePairs(1 - p, kept, at, WIDTH, i -> i + WIDTH - 1);
    requirePairs(1 - p, kept, at, layer, i -> i + layer - WIDTH);
    requirePairs(1 - p, kept, at, LAYERS * layer, i -> i + LAYERS * layer + 1);
  }

  /** Of every second run of so many draws, each with its partner in another run. */
  private static void requirePairs(
      double share, BitSet kept, int draws, int run, IntUnaryOperator partner) {
    int both = 0;
    int pairs = 0;
    for (int i = 0; i < draws; i++) {
      int other = partner.applyAsInt(i);
      if (i / run % 2 == 0 && other < draws && other / run % 2 == 1) {
        pairs++;
        both += kept.get(i) && kept.get(other) ? 1 : 0;
      }
    }
    assertTrue(pairs > draws / 3, "pairs");
    requireShare(share * share, both, pairs);
  }

  private static void requireShare(double share, int found, int draws) {
    double deviations = (found - share * draws) / Math.sqrt(draws * share * (1 - share));
    assertTrue(Math.abs(deviations) < 4, () -> found + " of " + draws + ": " + deviations);
  }
}
