package dev.lockstep.evaluate.number;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows by their true and their predicted number. */
final class AgreementGridTest {
  private record Row(double truth, double predicted) {}

  /** Rows of very different sizes, some of them far from the others. */
  private static List<Row> rows(long seed) {
    Random random = new Random(seed);
    double size = StrictMath.pow(10, random.nextInt(40) - 20);
    double centre = random.nextInt(3) * size * random.nextInt(1_000);
    return IntStream.range(0, 300)
        .mapToObj(
            i -> {
              double far = i % 97 == 0 ? 50 : 1;
              double truth = centre + size * random.nextGaussian();
              return new Row(truth, truth + size * far * random.nextGaussian() / 3);
            })
        .toList();
  }

  private static AgreementGrid.Builder count(List<Row> rows) {
    AgreementGrid.Builder grid = new AgreementGrid.Builder();
    rows.forEach(row -> grid.add(row.truth, row.predicted));
    return grid;
  }

  private static AgreementGrid grid(Row... rows) {
    return count(List.of(rows)).grid();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void anyOrderInAnyNumberOfPartsGivesTheSameCounts(long seed) {
    List<Row> rows = new ArrayList<>(rows(seed));
    AgreementGrid expected = count(rows).grid();
    Random random = new Random(seed);
    for (int parts : new int[] {1, 2, 3, 300, 1_000}) {
      Collections.shuffle(rows, random);
      AgreementGrid.Builder whole = new AgreementGrid.Builder();
      for (int part = 0; part < parts; part++) {
        int from = rows.size() * part / parts;
        whole.addAll(count(rows.subList(from, rows.size() * (part + 1) / parts)));
      }
      assertEquals(expected, whole.grid());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void everyRowIsInTheCellWhoseEdgesAreAboutIt(long seed) {
    List<Row> rows = rows(seed);
    AgreementGrid fine = count(rows).grid();
    assertTrue(fine.side() > AgreementGrid.MOST / 2 && fine.side() <= AgreementGrid.MOST);
    for (AgreementGrid grid : List.of(fine, fine.within(8), fine.within(2))) {
      long counted = 0;
      for (AgreementGrid.Cell cell : grid.cells()) {
        double[] edges =
            IntStream.of(cell.truth(), cell.truth() + 1, cell.predicted(), cell.predicted() + 1)
                .mapToDouble(grid::edge)
                .toArray();
        long inside =
            rows.stream()
                .filter(row -> row.truth >= edges[0] && row.truth < edges[1])
                .filter(row -> row.predicted >= edges[2] && row.predicted < edges[3])
                .count();
        assertEquals(inside, cell.rows(), Arrays.toString(edges));
        counted += inside;
      }
      assertEquals(rows.size(), counted);
    }
    assertTrue(fine.within(8).side() <= 8 && fine.within(8).side() >= 4);
  }

  /** Of sorted rows each widens the range. */
  @Test
  void sortedRowsAreCountedAsOthers() {
    List<Row> rows = new ArrayList<>();
    for (int i = -500; i < 20_000; i++) {
      rows.add(new Row(i, i));
    }
    AgreementGrid expected = count(rows).grid();
    Collections.reverse(rows);
    assertEquals(expected, count(rows).grid());
    assertEquals(9, expected.power());
    assertEquals(512, expected.cells().get(1).rows());
  }

  @Test
  void numbersThatAreTheSameAreOneCell() {
    for (double number : new double[] {0, -0.0, 3, -1e-300, Double.MIN_VALUE, 1e300}) {
      AgreementGrid grid = grid(new Row(number, number), new Row(number, number));
      assertEquals(List.of(new AgreementGrid.Cell(0, 0, 2)), grid.cells());
      assertTrue(grid.edge(0) <= number && number < grid.edge(1), grid::toString);
    }
  }

  @Test
  void aNumberTooSmallToBeScaledKeepsItsSign() {
    AgreementGrid grid = grid(new Row(1e300, 1e300), new Row(-1e-300, 1e-300));
    AgreementGrid.Cell small = grid.cells().get(0);
    assertEquals(0, small.truth());
    assertEquals(1, small.predicted());
    assertEquals(0, grid.edge(1));
  }

  @Test
  void infinitePredictionsAreCountedApart() {
    AgreementGrid grid =
        grid(new Row(1, Double.POSITIVE_INFINITY), new Row(2, 2), new Row(3, Double.NaN));
    assertEquals(2, grid.beyond());
    assertEquals(List.of(new AgreementGrid.Cell(0, 0, 1)), grid.cells());
    assertEquals(0, grid(new Row(1, Double.NEGATIVE_INFINITY)).side());
  }
}
