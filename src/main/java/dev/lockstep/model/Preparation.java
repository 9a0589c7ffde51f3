package dev.lockstep.model;

import dev.lockstep.scale.Columns;
import dev.lockstep.scale.ScaleKind;

/**
 * What was made of the rows of a file before they were learned.
 *
 * @param scale how numbers became x
 * @param testFraction the share of the rows that was taken for the test set, as the seed decides; 0
 *     if there is none or it came in files of its own
 * @param columns what was read of a table
 * @param skipped bad rows that were left out, in both sets
 */
public record Preparation(ScaleKind scale, double testFraction, Columns columns, long skipped) {
  /**
   * That of images.
   *
   * @return bytes scaled by 1/255, all of them
   */
  public static Preparation ofImages() {
    return new Preparation(ScaleKind.UNIT, 0, Columns.NONE, 0);
  }
}
