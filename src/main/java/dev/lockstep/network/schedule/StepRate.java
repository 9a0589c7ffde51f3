package dev.lockstep.network.schedule;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * After every n epochs f times the rate, as PyTorch's {@code StepLR}: {@code lr f^floor((e - 1) /
 * n)} in epoch e.
 *
 * @param factor f, above 0, at most 1
 * @param every n, 1 or more
 */
record StepRate(double factor, int every) implements Schedule {
  static final String FACTOR = "schedule-factor";
  static final String EVERY = "schedule-every";

  @Override
  public String name() {
    return "STEP";
  }

  @Override
  public List<String> settings() {
    return List.of(FACTOR, EVERY);
  }

  @Override
  public Schedule with(ToDoubleFunction<String> values) {
    return new StepRate(values.applyAsDouble(FACTOR), (int) values.applyAsDouble(EVERY));
  }

  @Override
  public double rate(double lr, int epoch, int epochs, Course course) {
    int times = (epoch - 1) / every;
    return lr * StrictMath.pow(factor, times);
  }
}
