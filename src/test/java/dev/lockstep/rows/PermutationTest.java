package dev.lockstep.rows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Every row has a place of its own, by the published formula, and another one each epoch. */
final class PermutationTest {
  private static long[] places(long seed, int epoch, long size, int rows) {
    Permutation permutation = new Permutation(seed, epoch, size);
    return LongStream.range(0, rows).map(permutation::placeOf).toArray();
  }

  /** Computed by {@code tutorial_tables.py}. */
  @Test
  void placesAreThoseOfTheFormula() {
    assertArrayEquals(new long[] {0, 6, 9, 7, 2, 5, 3, 8, 1, 4}, places(8, 1, 10, 10));
    assertArrayEquals(new long[] {4, 2, 5, 6, 0, 9, 8, 1, 3, 7}, places(8, 2, 10, 10));
    assertArrayEquals(
        new long[] {686802051431L, 553720659552L, 749970625090L},
        places(8, 1, 1_000_000_000_000L, 3));
  }

  @Test
  void noTwoRowsHaveOnePlace() {
    for (int size = 1; size <= 1000; size++) {
      long[] places = places(8, size, size, size);
      Arrays.sort(places);
      assertArrayEquals(LongStream.range(0, size).toArray(), places);
    }
  }

  @Test
  void manyRowsHaveDistinctPlacesWithinTheirNumber() {
    for (long size : new long[] {(1L << 40) + 1, 1L << 62, Long.MAX_VALUE}) {
      long[] places = places(0, 1, size, 100_000);
      assertTrue(LongStream.of(places).allMatch(place -> place >= 0 && place < size));
      assertEquals(places.length, LongStream.of(places).distinct().count());
    }
  }

  @Test
  void everyEpochAndSeedHasAnOrderOfItsOwn() {
    long orders =
        IntStream.range(0, 400)
            .mapToObj(i -> Arrays.toString(places(i % 20, i / 20, 100, 100)))
            .distinct()
            .count();
    assertEquals(400, orders);
  }

  /** Of 20 rows and 20,000 epochs, each place has a row about a thousand times. */
  @Test
  void everyPlaceIsAsLikelyAsAnyOther() {
    int[][] counts = new int[20][20];
    for (int epoch = 1; epoch <= 20_000; epoch++) {
      Permutation permutation = new Permutation(8, epoch, 20);
      for (int row = 0; row < 20; row++) {
        long place = permutation.placeOf(row);
        assertEquals(row, permutation.rowAt(place));
        counts[row][(int) place]++;
      }
    }
    double chi = 0;
    for (int[] row : counts) {
      for (int count : row) {
        chi += (count - 1000.0) * (count - 1000.0) / 1000;
      }
    }
    // 361 degrees of freedom: mean 361, standard deviation 27; at most five of them.
    assertTrue(chi < 361 + 5 * 27, "chi^2 = " + chi);
  }
}
