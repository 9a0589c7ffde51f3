package dev.lockstep.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.io.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.lang3.SerializationUtils;
import org.junit.jupiter.api.Test;

/** What every meaning of labels must do. */
public abstract class LabelsLaws {
  /** The meaning under test. */
  protected abstract Labels labels();

  /** Some labels that mean something, all different. */
  protected abstract List<String> known();

  /** A label that means nothing. */
  protected abstract String unknown();

  @Test
  void aLabelThatMeansNothingIsNamedWithItsFirstRow() {
    Map<String, Long> rows = Map.of(known().get(0), 2L, unknown(), 5L, unknown() + "!", 7L);
    assertEquals(Map.entry(unknown(), 5L), labels().firstUnknown(rows).orElseThrow());
    assertTrue(labels().firstUnknown(Map.of(known().get(1), 0L)).isEmpty());
    assertFalse(labels().targets(List.of(known().get(0), unknown())).isKnown(1));
  }

  @Test
  void rowsGetTheTargetsOfTheirLabelsAndKeepTheirWeights() {
    int[] codes = {1, 0, 1, 1};
    Words names = Words.of(List.of(known().get(0), known().get(1), unknown()));
    RowBlock block = block(codes, names).withTargets(labels());
    Targets meant = labels().targets(known());
    for (int row = 0; row < codes.length; row++) {
      assertEquals(row + 0.5, block.targets().weight(row));
      assertEquals(meant.areClasses(), block.targets().areClasses());
      for (int k = 0; k < meant.width(); k++) {
        assertEquals(meant.number(codes[row], k), block.targets().number(row, k));
      }
      if (meant.areClasses()) {
        assertEquals(meant.classOf(codes[row]), block.targets().classOf(row));
      }
    }
  }

  @Test
  void aRowWhoseLabelMeansNothingIsRefused() {
    RowBlock block = block(new int[] {0, 0, 1, 0}, Words.of(List.of(known().get(0), unknown())));
    String message =
        assertThrows(InvalidInputException.class, () -> block.withTargets(labels())).getMessage();
    assertTrue(message.startsWith("Row 12 has label " + unknown() + ", which "), message);
  }

  private static RowBlock block(int[] codes, Words names) {
    double[] weights = IntStream.range(0, codes.length).mapToDouble(row -> row + 0.5).toArray();
    return new RowBlock(
        10,
        codes.length,
        RowValues.dense(1, Numbers.of(new double[codes.length], codes.length)),
        Targets.ofClasses(codes).withWeights(weights),
        names);
  }

  @Test
  void aPredictionHasACellForEachColumn() {
    double[] y = new double[labels().outputs()];
    y[y.length - 1] = 1;
    assertEquals(labels().predictionColumns().size(), labels().prediction(y).size());
  }

  @Test
  void theyTravelAndAreTold() {
    assertEquals(labels(), SerializationUtils.clone(labels()));
    assertEquals(labels().names(), labels().namesIf(labels().kind()));
    assertEquals("%d %s".formatted(labels().names().size(), labels().kind()), labels().summary());
  }
}
