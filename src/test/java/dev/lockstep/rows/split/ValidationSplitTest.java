package dev.lockstep.rows.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.LocalSpark;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.LabeledVector;
import dev.lockstep.rows.Permutation;
import dev.lockstep.rows.SplitMix64;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same share of every class, whatever the order and the partitions. */
final class ValidationSplitTest {
  private static final long SEED = 8;

  /** Row i holds i; of the classes a is rare and numbers are equal however they are written. */
  private static List<LabeledVector> rows(int count) {
    List<LabeledVector> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String label = i % 50 == 7 ? "3" : i % 3 == 0 ? "1" : i % 2 == 0 ? "2" : "2.0";
      rows.add(new LabeledVector(i, label, Vectors.dense(i)));
    }
    return rows;
  }

  private static Parts split(
      List<LabeledVector> rows, int slices, double fraction, boolean areClasses) {
    Dataset whole = Dataset.of("train", LocalSpark.spark().parallelize(rows, slices));
    return ValidationSplit.of(
        whole,
        fraction,
        SEED,
        slices,
        areClasses ? Optional.of(Classes.of(whole.labels().keySet())) : Optional.empty());
  }

  private static List<Integer> contents(Dataset data) {
    List<LabeledVector> rows = new ArrayList<>(data.rows(2).collect());
    rows.sort(Comparator.comparing(LabeledVector::index));
    return rows.stream().map(row -> (int) row.features().apply(0)).toList();
  }

  /** The formula, row by row. */
  private static List<Integer> expected(
      List<LabeledVector> rows, double fraction, boolean areClasses) {
    Map<Integer, List<Integer>> ofClass = new TreeMap<>();
    for (LabeledVector row : rows) {
      int c = areClasses ? row.label().charAt(0) - '1' : 0;
      ofClass.computeIfAbsent(c, first -> new ArrayList<>()).add((int) row.index());
    }
    List<Integer> chosen = new ArrayList<>();
    ofClass.forEach(
        (c, numbers) -> {
          Permutation order = new Permutation(SplitMix64.hash(SEED, 1), c, numbers.size());
          for (int r = 0; r < numbers.size(); r++) {
            if (order.placeOf(r) < Math.floor(fraction * numbers.size() + 0.5)) {
              chosen.add(numbers.get(r));
            }
          }
        });
    Collections.sort(chosen);
    return chosen;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void orderAndPartitionsChangeNothing(boolean areClasses) {
    List<LabeledVector> rows = new ArrayList<>(rows(20_000));
    List<Integer> expected = expected(rows, 0.1, areClasses);
    Collections.shuffle(rows, new Random(1));
    for (int slices : List.of(1, 2, 7)) {
      Parts parts = split(rows, slices, 0.1, areClasses);
      assertEquals(expected, contents(parts.heldOut()));
      assertEquals(20_000 - expected.size(), parts.train().size());
      assertEquals("validation", parts.heldOut().name());
      assertEquals("train", parts.train().name());
    }
  }

  @Test
  void everyClassHasItsShare() {
    Dataset validation = split(rows(10_000), 3, 0.25, true).heldOut();
    assertEquals(Map.of("3", 50L), only("3", validation));
    assertEquals(2500.0, (double) validation.size(), 1.0);
  }

  private static Map<String, Long> only(String label, Dataset data) {
    return Map.of(label, data.labelCounts(2).get(label));
  }

  @Test
  void whatCannotBeIsRefused() {
    assertEquals(
        "--validation-fraction 0.01 leaves no row to validate on, of 6. Raise it, or name a"
            + " validation set with --validation.",
        refusal(rows(6), 0.01));
    assertEquals(
        "Only validation rows have label 3, first seen in row 7. Lower --validation-fraction, or"
            + " name a validation set with --validation.",
        refusal(rows(20), 0.5));
  }

  private static String refusal(List<LabeledVector> rows, double fraction) {
    return assertThrows(InvalidInputException.class, () -> split(rows, 2, fraction, true))
        .getMessage();
  }
}
