package dev.lockstep.network.schedule;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Whenever n epochs in a row have not been better, f times the rate: PyTorch's {@code
 * ReduceLROnPlateau} with {@code patience=n-1, threshold=0}, whose product is rounded each time,
 * too.
 *
 * @param factor f, above 0, at most 1
 * @param every n, 1 or more
 */
record PlateauRate(double factor, int every) implements Schedule {
  @Override
  public String name() {
    return "PLATEAU";
  }

  @Override
  public List<String> settings() {
    return List.of(StepRate.FACTOR, StepRate.EVERY);
  }

  @Override
  public Schedule with(ToDoubleFunction<String> values) {
    return new PlateauRate(
        values.applyAsDouble(StepRate.FACTOR), (int) values.applyAsDouble(StepRate.EVERY));
  }

  @Override
  public double rate(double lr, int epoch, int epochs, Course course) {
    double rate = lr;
    for (int plateaus = course.plateaus(every); plateaus > 0; plateaus--) {
      rate *= factor;
    }
    return rate;
  }

  @Override
  public boolean dependsOnCourse() {
    return true;
  }
}
