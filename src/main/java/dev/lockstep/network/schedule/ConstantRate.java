package dev.lockstep.network.schedule;

/** {@code lr} in every epoch. */
record ConstantRate() implements Schedule {
  @Override
  public String name() {
    return "CONSTANT";
  }

  @Override
  public double rate(double lr, int epoch, int epochs, Course course) {
    return lr;
  }
}
