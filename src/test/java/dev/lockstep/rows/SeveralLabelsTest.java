package dev.lockstep.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.lockstep.scale.Columns;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SeveralLabelsTest extends LabelsLaws {
  @Override
  protected Labels labels() {
    return new SeveralLabels(List.of("a", "b"));
  }

  @Override
  protected List<String> known() {
    return List.of("1,0", "0.0, +1");
  }

  @Override
  protected String unknown() {
    return "1,2";
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1,0,1", "1,", "yes,no", "1,NaN", "0.5,1"})
  void otherTextsAreUnknown(String text) {
    assertFalse(labels().targets(List.of(text)).isKnown(0));
  }

  @Test
  void aPredictionSaysEachLabelAndItsProbability() {
    assertEquals(List.of("predicted_a", "predicted_b", "p_a", "p_b"), labels().predictionColumns());
    assertEquals(List.of("1", "0", "0.75", "0.5"), labels().prediction(new double[] {0.75, 0.5}));
  }

  /** The columns, the labels between bars, and whether they are several labels of 0 and 1. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "''~1,0|0,1~true",
        "''~1,0|0,2~false",
        "''~1|0~false",
        "''~a,b|c,d~false",
        "a,b~1,0|1.0,1~true",
        "a,b~1,0|0.5,1~false",
        "price~1,0|0,1~false",
      })
  void theyAreToldByTheirValues(String columns, String labels, boolean areSuch) {
    Map<String, Long> rows = new LinkedHashMap<>();
    for (String label : labels.split("[|]", -1)) {
      rows.put(label, (long) rows.size());
    }
    Columns names =
        new Columns(columns.isEmpty() ? List.of() : List.of(columns.split(",", -1)), "", List.of());
    DatasetInfo info = new DatasetInfo(9, List.of(1), Map.of(), rows, names);
    assertEquals(areSuch, SeveralLabels.areIn(info));
  }
}
