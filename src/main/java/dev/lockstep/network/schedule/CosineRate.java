package dev.lockstep.network.schedule;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Half a wave of the cosine from lr down, which would reach the floor after the last epoch, as
 * PyTorch's {@code CosineAnnealingLR}: {@code floor + (lr - floor) (1 + cos(pi (e - 1) / E)) / 2}
 * in epoch e of E.
 *
 * @param floor 0 to lr
 */
record CosineRate(double floor) implements Schedule {
  private static final String FLOOR = "schedule-floor";

  @Override
  public String name() {
    return "COSINE";
  }

  @Override
  public List<String> settings() {
    return List.of(FLOOR);
  }

  @Override
  public Schedule with(ToDoubleFunction<String> values) {
    return new CosineRate(values.applyAsDouble(FLOOR));
  }

  @Override
  public double rate(double lr, int epoch, int epochs, Course course) {
    return floor + (lr - floor) * (1 + StrictMath.cos(Math.PI * (epoch - 1) / epochs)) / 2;
  }

  @Override
  public boolean dependsOnEpochs() {
    return true;
  }
}
