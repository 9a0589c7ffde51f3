package dev.lockstep.model;

import dev.lockstep.config.TrainingSettings;
import java.time.Instant;

/**
 * Where a model comes from, as its JSON file has it: all that is needed to train it again, bit by
 * bit.
 *
 * @param time when the training ended, to the second
 * @param settings what the training was asked to do
 * @param data what it was trained on
 * @param blasKernel what computed the products: {@link dev.lockstep.linalg.Blas#kernel}, or the
 *     BLAS of an older version
 * @param environment what it was trained on: versions, machine, source revision
 */
public record Provenance(
    Instant time,
    TrainingSettings settings,
    DataProvenance data,
    String blasKernel,
    Environment environment) {
  /** The same for a file that says elsewhere what the columns were made of. */
  Provenance withoutSources() {
    return new Provenance(time, settings, data.withoutSources(), blasKernel, environment);
  }
}
