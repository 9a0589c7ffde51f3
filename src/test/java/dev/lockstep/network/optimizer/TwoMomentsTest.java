package dev.lockstep.network.optimizer;

/** The laws of optimisers hold for one with moments, too, by which other tests try the seams. */
final class TwoMomentsTest extends OptimizerLaws {
  @Override
  protected Optimizer optimizer() {
    return new TwoMoments();
  }
}
