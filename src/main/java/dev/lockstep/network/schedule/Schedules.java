package dev.lockstep.network.schedule;

import java.util.List;

/** All schedules. */
public final class Schedules {
  /** f of step and plateau where nobody has chosen. */
  public static final double FACTOR = 0.1;

  /** n of step and plateau where nobody has chosen. */
  public static final int EVERY = 10;

  /** By them options and checkpoints find a name; a new one is entered here. */
  public static final List<Schedule> ALL =
      List.of(
          new ConstantRate(),
          new StepRate(FACTOR, EVERY),
          new CosineRate(0),
          new PlateauRate(FACTOR, EVERY));

  private Schedules() {}
}
