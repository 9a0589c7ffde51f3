package dev.lockstep.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.network.Score;
import dev.lockstep.train.EpochResult;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HistoryCsvTest {
  @Test
  void withoutATestSetItsColumnsAreEmpty() {
    assertEquals(
        """
        epoch,train_rate,test_rate,train_err,test_err,seconds
        0,0.5,,1.0,,0.000
        """,
        HistoryCsv.of(List.of(new EpochResult(0, Score.ofClasses(2, 1, 2), Score.NONE, 0))));
  }

  @Test
  void everyDigitOfRatesAndErrorsIsKept() {
    List<EpochResult> history =
        List.of(
            new EpochResult(0, Score.ofClasses(3, 1, 2), Score.ofClasses(2, 2, 1), 0.0625),
            new EpochResult(
                1, Score.ofClasses(3, 2, 1.5e-6), Score.ofClasses(2, 1, Double.NaN), 12.3456));
    assertEquals(
        """
        epoch,train_rate,test_rate,train_err,test_err,seconds
        0,0.3333333333333333,1.0,0.6666666666666666,0.5,0.062
        1,0.6666666666666666,0.5,5.0E-7,NaN,12.346
        """,
        HistoryCsv.of(history));
  }
}
