package dev.lockstep.rows;

import org.apache.spark.api.java.function.Function;

/** Scales a row. */
final class ScaleRow implements Function<LabeledVector, LabeledVector> {
  private static final long serialVersionUID = 1L;

  private final Scaling scaling;

  ScaleRow(Scaling scaling) {
    this.scaling = scaling;
  }

  @Override
  public LabeledVector call(LabeledVector row) {
    return new LabeledVector(row.index(), row.label(), scaling.apply(row.features(), row.index()));
  }
}
