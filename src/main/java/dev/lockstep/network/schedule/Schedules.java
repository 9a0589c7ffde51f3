package dev.lockstep.network.schedule;

import java.util.List;

/** All schedules. */
public final class Schedules {
  /** By them options and checkpoints find a name; a new one is entered here. */
  public static final List<Schedule> ALL =
      List.of(new ConstantRate(), new StepRate(0.1, 10), new CosineRate(0));

  private Schedules() {}
}
