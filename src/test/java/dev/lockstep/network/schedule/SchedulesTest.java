package dev.lockstep.network.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** The rates of every schedule, epoch by epoch. */
final class SchedulesTest {
  @ParameterizedTest
  @FieldSource("dev.lockstep.network.schedule.Schedules#ALL")
  void theFirstEpochHasTheRateAskedForAndNoLaterOneAHigherRate(Schedule schedule) {
    assertEquals(0.7, schedule.rate(0.7, 1, 30, Course.UNWATCHED));
    for (int epoch = 2; epoch <= 30; epoch++) {
      double rate = schedule.rate(0.7, epoch, 30, Course.UNWATCHED);
      assertTrue(0 < rate && rate <= schedule.rate(0.7, epoch - 1, 30, Course.UNWATCHED));
      assertEquals(
          schedule.dependsOnEpochs(), rate != schedule.rate(0.7, epoch, 40, Course.UNWATCHED));
    }
  }

  @ParameterizedTest
  @FieldSource("dev.lockstep.network.schedule.Schedules#ALL")
  void itsOwnSettingsAreItsConstants(Schedule schedule) {
    Schedule other = schedule.with(name -> name.equals("schedule-every") ? 3 : 0.25);
    assertEquals(schedule.settings().isEmpty(), schedule.equals(other));
    assertEquals(schedule.label(), other.label());
    assertEquals(schedule.settings(), other.settings());
  }

  /** As PyTorch's {@code StepLR}. */
  @ParameterizedTest
  @CsvSource({"1, 0.8", "3, 0.8", "4, 0.4", "6, 0.4", "7, 0.2", "10, 0.1"})
  void stepMultipliesAfterEveryFewEpochs(int epoch, double rate) {
    assertEquals(rate, new StepRate(0.5, 3).rate(0.8, epoch, 10, Course.UNWATCHED));
  }

  /** As PyTorch's {@code CosineAnnealingLR}: at 0, 60, 90, 120 and 180 degrees. */
  @ParameterizedTest
  @CsvSource({"1, 1", "5, 0.75", "7, 0.5", "9, 0.25", "13, 0"})
  void cosineGoesDownToTheFloorInHalfAWave(int epoch, double share) {
    assertEquals(
        0.1 + 0.7 * share, new CosineRate(0.1).rate(0.8, epoch, 12, Course.UNWATCHED), 1e-15);
  }

  @Test
  void aStepOfManyEpochsIsStillAPower() {
    assertEquals(StrictMath.pow(0.9, 99), new StepRate(0.9, 1).rate(1, 100, 100, Course.UNWATCHED));
  }

  /** As PyTorch's {@code ReduceLROnPlateau} with a patience of 1 and a threshold of 0. */
  @Test
  void plateauMultipliesWhenAFewEpochsInARowHaveNotBeenBetter() {
    List<Double> losses = List.of(3.0, 2.0, 2.0, Double.NaN, 2.5, 1.0, 1.5, 1.0, 1.0, 1.0);
    List<Double> rates = List.of(1.0, 1.0, 1.0, 1.0, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.125);
    for (int epoch = 1; epoch <= rates.size(); epoch++) {
      Course course = new Course(losses.subList(0, epoch - 1), false);
      assertEquals(rates.get(epoch - 1), new PlateauRate(0.5, 2).rate(1, epoch, 20, course));
    }
  }
}
