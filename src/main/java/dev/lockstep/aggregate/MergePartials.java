package dev.lockstep.aggregate;

import org.apache.spark.api.java.function.Function2;

/** Unites two partial sums over disjoint blocks, in either order. */
final class MergePartials implements Function2<PartialGradient, PartialGradient, PartialGradient> {
  private static final long serialVersionUID = 1L;

  @Override
  public PartialGradient call(PartialGradient a, PartialGradient b) {
    return a.merge(b);
  }
}
