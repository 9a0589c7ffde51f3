package dev.lockstep.rows.split;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.SplitMix64;

/**
 * Keeps some rows to test on, by chance: row i is a test row where {@code fraction(hash(seed, i)) <
 * X}, by {@link SplitMix64}.
 */
public final class TestSplit {
  private TestSplit() {}

  /**
   * Cuts a data set, of which one more Spark job looks at the labels.
   *
   * @param whole all rows
   * @param fraction X, the share that is to become the test set: above 0, below 1
   * @param seed any number
   * @param slices into how many partitions to read the rows
   * @return two data sets called {@code "train"} and {@code "test"}, read from the whole, each in
   *     its order and numbered from 0
   * @throws InvalidInputException if one of them is empty, or only test rows have a label
   */
  public static Parts of(Dataset whole, double fraction, long seed, int slices) {
    return of(whole, fraction, seed, slices, true);
  }

  /** The same where labels are classes, each of which has to be learned, or numbers. */
  public static Parts of(
      Dataset whole, double fraction, long seed, int slices, boolean areClasses) {
    return RowCut.of(
        whole,
        row -> SplitMix64.fraction(SplitMix64.hash(seed, row)) < fraction,
        new CutUse("test", "test-fraction", fraction, "test on", "test", true),
        slices,
        areClasses);
  }
}
