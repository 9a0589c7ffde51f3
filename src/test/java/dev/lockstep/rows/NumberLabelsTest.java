package dev.lockstep.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.LocalSpark;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.scale.Columns;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NumberLabelsTest extends LabelsLaws {
  private static final NumberLabels PRICE = new NumberLabels(List.of("price"), false);

  @Override
  protected Labels labels() {
    return new NumberLabels(List.of("a", "b"), false, List.of(2.0, 5.0), List.of(4.0, 0.0));
  }

  @Override
  protected List<String> known() {
    return List.of("1.5,7", "-2e3, 5");
  }

  @Override
  protected String unknown() {
    return "1.5";
  }

  @Test
  void numbersAreStandardisedAndComeBackInTheirUnit() {
    Targets t = labels().targets(known());
    assertEquals((1.5 - 2) / 4, t.number(0, 0));
    assertEquals(0, t.number(0, 1));
    assertEquals(4, t.unit(0));
    assertEquals(List.of("-2000.0", "5.0"), labels().prediction(new double[] {-500.5, 3}));
    assertEquals(List.of("predicted_a", "predicted_b"), labels().predictionColumns());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "dear", "1,2", "NaN", "Infinity", "1e999", "0x1p3", "1d"})
  void aTextThatIsNoFiniteNumberIsUnknown(String text) {
    assertFalse(PRICE.targets(List.of(text)).isKnown(0));
  }

  @Test
  void countsAreNotNegative() {
    NumberLabels counts = new NumberLabels(List.of("n"), true);
    assertEquals(3, counts.targets(List.of("3")).number(0, 0));
    assertFalse(counts.targets(List.of("-3")).isKnown(0));
  }

  /** Numbers so far from 0 that sums of squares in doubles would lose them all. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void meanAndDeviationAreLearnedExactlyInAnyPartitioning(int partitions) {
    List<LabeledVector> rows =
        IntStream.range(0, 8)
            .mapToObj(i -> new LabeledVector(i, 1e9 + i % 4 + "", Vectors.dense(i)))
            .toList();
    Dataset train = Dataset.of("train", LocalSpark.spark().parallelize(rows, partitions));
    Labels learned = train.learn(PRICE, partitions);
    assertEquals(List.of(1e9 + 1.5), learned.means());
    assertEquals(List.of(Math.sqrt(1.25)), learned.deviations());
  }

  @Test
  void aWordAmongThemIsNamedWithItsRow() {
    List<LabeledVector> rows =
        List.of(
            new LabeledVector(0, "1", Vectors.dense(1)),
            new LabeledVector(1, "dear", Vectors.dense(2)));
    Dataset train = Dataset.of("train", LocalSpark.spark().parallelize(rows, 2));
    assertEquals(
        "Cannot use the train set: row 1 has label dear, which is not a finite number. Correct it, or leave the row out.",
        assertThrows(InvalidInputException.class, () -> train.requireFits(1, PRICE)).getMessage());
  }

  @Test
  void targetsAreNamedByTheirColumns() {
    assertEquals(List.of("label"), namesOf(List.of(), "3"));
    assertEquals(List.of("price, net"), namesOf(List.of("price, net"), "3"));
    assertEquals(List.of("a", "b"), namesOf(List.of("a", "b"), "3,4"));
    assertEquals(List.of("label1", "label2"), namesOf(List.of(), "3,4"));
  }

  private static List<String> namesOf(List<String> columns, String label) {
    return NumberLabels.namesOf(
        new DatasetInfo(
            1, List.of(1), Map.of(), Map.of(label, 0L), new Columns(columns, "", List.of("x"))));
  }
}
