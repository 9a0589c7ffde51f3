package dev.lockstep.rows.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.LocalSpark;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.LabeledVector;
import dev.lockstep.rows.RowBlock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;

/** Seed and row number decide alone which rows are tested on; both parts keep their order. */
final class TestSplitTest {
  /** Row i holds i. */
  private static List<LabeledVector> rows(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new LabeledVector(i, "ab".substring(i % 2, i % 2 + 1), Vectors.dense(i)))
        .toList();
  }

  private static Parts split(List<LabeledVector> rows, int slices, double fraction) {
    return TestSplit.of(
        Dataset.of("whole", LocalSpark.spark().parallelize(rows, slices)), fraction, 8, slices);
  }

  private static List<Integer> contents(Dataset data) {
    List<LabeledVector> rows = new ArrayList<>(data.rows(2).collect());
    rows.sort(Comparator.comparing(LabeledVector::index));
    assertEquals(
        LongStream.range(0, data.size()).boxed().toList(),
        rows.stream().map(LabeledVector::index).toList());
    return rows.stream().map(row -> (int) row.features().apply(0)).toList();
  }

  /** Computed by {@code tutorial_tables.py}. */
  @Test
  void theTestRowsAreThoseOfTheFormula() {
    Parts parts = split(rows(100), 3, 0.1);
    List<Integer> tests = List.of(1, 3, 15, 30, 41, 55, 80, 85, 99);
    assertEquals(tests, contents(parts.heldOut()));
    assertEquals(
        IntStream.range(0, 100).boxed().filter(row -> !tests.contains(row)).toList(),
        contents(parts.train()));
    assertEquals(Map.of("b", 0L, "a", 3L), parts.heldOut().labels());
    assertEquals(Map.of("a", 0L, "b", 3L), parts.train().labels());
    assertEquals("train", parts.train().name());
    assertEquals("test", parts.heldOut().name());
  }

  @Test
  void orderAndPartitionsChangeNothing() {
    List<LabeledVector> rows = new ArrayList<>(rows(1000));
    Parts one = split(rows, 1, 0.25);
    Collections.shuffle(rows, new Random(1));
    for (int slices : List.of(1, 2, 7)) {
      Parts other = split(rows, slices, 0.25);
      assertEquals(contents(one.train()), contents(other.train()));
      assertEquals(contents(one.heldOut()), contents(other.heldOut()));
      assertEquals(one.heldOut().labels(), other.heldOut().labels());
    }
  }

  /** Every row keeps its place in the input, the places of both parts are all there are. */
  @Test
  void rowsAreNumberedAndKeepTheirPlacesHoweverFarApartTheyAre() {
    List<LabeledVector> rows = new ArrayList<>(rows(60_000));
    Collections.shuffle(rows, new Random(1));
    Parts parts = split(rows, 2, 0.3);
    assertEquals(0.3, parts.heldOut().size() / 60_000.0, 0.005);
    for (Dataset part : List.of(parts.train(), parts.heldOut())) {
      double[] placeOf = new double[(int) part.size()];
      for (RowBlock block : part.blocks(2).collect()) {
        for (int row = 0; row < block.rows(); row++) {
          placeOf[(int) block.number(row)] = block.place(row);
          assertEquals((double) block.place(row), block.row(row)[0]);
        }
      }
      for (int row = 1; row < placeOf.length; row++) {
        assertTrue(placeOf[row - 1] < placeOf[row], "row " + row);
      }
    }
  }

  @Test
  void anEmptyPartIsRefused() {
    assertEquals(
        "--test-fraction 0.1 leaves no row to test on, of 1. Raise it, or name a test set with"
            + " --test.",
        refusal(rows(1), 0.1));
    assertEquals(
        "--test-fraction 0.9999 leaves no row to learn from, of 20. Lower it, or name a test set"
            + " with --test.",
        refusal(rows(20), 0.9999));
  }

  /** Row 30 is a test row, as the formula has it. */
  @Test
  void aLabelOfTestRowsAloneIsRefused() {
    List<LabeledVector> rows = new ArrayList<>(rows(100));
    rows.set(30, new LabeledVector(30, "c", Vectors.dense(30)));
    assertEquals(
        "Only test rows have label c, first seen in row 30. Lower --test-fraction, take another"
            + " --seed, or name a test set with --test.",
        refusal(rows, 0.1));
  }

  @Test
  void everyRowIsInOnePart() {
    Parts parts = split(rows(500), 4, 0.5);
    List<Integer> all = new ArrayList<>(contents(parts.train()));
    all.addAll(contents(parts.heldOut()));
    assertEquals(500, all.size());
    assertEquals(500, Set.copyOf(all).size());
  }

  private static String refusal(List<LabeledVector> rows, double fraction) {
    return assertThrows(InvalidInputException.class, () -> split(rows, 2, fraction)).getMessage();
  }
}
