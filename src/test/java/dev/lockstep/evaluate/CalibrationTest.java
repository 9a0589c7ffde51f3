package dev.lockstep.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class CalibrationTest {
  @Test
  void aBinHoldsItsUpperBoundAndNotItsLower() {
    assertEquals(0, Calibration.binOf(0));
    assertEquals(0, Calibration.binOf(Double.MIN_VALUE));
    assertEquals(2, Calibration.binOf(0.2));
    assertEquals(3, Calibration.binOf(Math.nextUp(0.2)));
    assertEquals(8, Calibration.binOf(0.6));
    assertEquals(9, Calibration.binOf(Math.nextUp(0.6)));
    assertEquals(14, Calibration.binOf(0.95));
    assertEquals(14, Calibration.binOf(1));
  }

  /** Rounding may take the sum of exponentials below the largest of them. */
  @Test
  void aConfidenceAboveOneByRoundingIsInTheLastBin() {
    assertEquals(14, Calibration.binOf(Math.nextUp(1.0)));
  }

  @Test
  void theExpectedErrorWeighsBinsByTheirRows() {
    double[] counts = new double[15];
    double[] correct = new double[15];
    double[] confidences = new double[15];
    counts[8] = 3;
    correct[8] = 3;
    confidences[8] = 1.75;
    counts[14] = 1;
    confidences[14] = 0.9375;
    Calibration calibration = Calibration.of(counts, correct, confidences);
    assertEquals((1.25 + 0.9375) / 4, calibration.expectedError(), 1e-15);
    assertEquals(
        new Calibration.Bin(8.0 / 15, 9.0 / 15, 3, 1.75 / 3, 1), calibration.bins().get(8));
    assertTrue(Double.isNaN(calibration.bins().get(0).accuracy()));
  }
}
