package dev.lockstep.network.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import org.apache.commons.lang3.SerializationUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every optimiser of steps must do: one rule for any run of numbers, no state of its own. */
@ParameterizedClass
@FieldSource("dev.lockstep.network.optimizer.Optimizers#OF_STEPS")
final class OptimizerLawsTest {
  private static final int SIZE = 40;

  private final StepOptimizer optimizer;

  OptimizerLawsTest(StepOptimizer optimizer) {
    this.optimizer = optimizer;
  }

  /** What three steps make of an array, and its moments. */
  private final class Trace {
    private final double[] w = numbers(1, 1);
    private final double[][] moments = new double[optimizer.moments().size()][SIZE];

    /** Steps over the runs between these bounds, whose derivatives stand elsewhere. */
    Trace take(boolean ofWeights, int... bounds) {
      for (int t = 1; t <= 3; t++) {
        double[] dw = numbers(1 + t, t == 2 ? 1e-30 : 1e3);
        Arrays.fill(dw, 7, 19, 0);
        StepOptimizer.Rule rule = optimizer.at(t, 0.1, ofWeights);
        for (int i = 1; i < bounds.length; i++) {
          int shift = 3 * i;
          double[] moved = new double[shift + SIZE];
          System.arraycopy(dw, 0, moved, shift, SIZE);
          rule.update(w, moments, -shift, moved, shift + bounds[i - 1], shift + bounds[i]);
        }
      }
      return this;
    }
  }

  private static double[] numbers(long seed, double size) {
    Random random = new Random(seed);
    return random.doubles(SIZE).map(x -> size * (x - 0.5)).toArray();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anyCutIntoRunsHasTheBitsOfTheWhole(boolean ofWeights) {
    Trace whole = new Trace().take(ofWeights, 0, SIZE);
    for (int cut = 0; cut <= SIZE; cut++) {
      Trace parts = new Trace().take(ofWeights, 0, cut / 2, cut, SIZE);
      assertArrayEquals(whole.w, parts.w);
      assertTrue(Arrays.deepEquals(whole.moments, parts.moments));
    }
  }

  @Test
  void nothingOutsideOfTheRunChanges() {
    Trace before = new Trace();
    Trace after = new Trace().take(true, 5, 30);
    for (int i = 0; i < SIZE; i++) {
      if (i < 5 || i >= 30) {
        assertEquals(before.w[i], after.w[i]);
        for (double[] moment : after.moments) {
          assertEquals(0, moment[i]);
        }
      }
    }
    assertTrue(before.w[25] != after.w[25]);
  }

  @Test
  void aStepGoesAgainstTheGradientFromTheFirstOneOn() {
    double[] w = {1, 1};
    optimizer
        .at(1, 0.01, false)
        .update(w, new double[optimizer.moments().size()][2], 0, new double[] {2, -2}, 0, 2);
    assertTrue(w[0] < 1 && w[1] > 1);
  }

  @Test
  void namesOfMomentsDifferAndTheOptimizerTravelsAndIsFoundByItsName() {
    assertEquals(optimizer.moments().size(), new HashSet<>(optimizer.moments()).size());
    assertEquals(optimizer, SerializationUtils.clone(optimizer));
    assertEquals(Optional.of(optimizer), Optimizers.of(optimizer.label()));
  }

  @Test
  void itsOwnSettingsAreItsConstants() {
    assertEquals(optimizer, optimizer.with(name -> name.equals("momentum") ? 0.9 : 0.01));
    Optimizer other = optimizer.with(name -> 0.5);
    assertEquals(optimizer.constants().isEmpty(), other.equals(optimizer));
    assertEquals(optimizer.label(), other.label());
  }
}
