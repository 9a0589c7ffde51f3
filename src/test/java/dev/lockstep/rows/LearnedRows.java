package dev.lockstep.rows;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.network.loss.OutputLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Rows made for a test of any output layer: one set for each kind of labels that it learns. */
public final class LearnedRows {
  private LearnedRows() {}

  /**
   * Normally distributed numbers, and of each row three targets of 0 or more; or one of three
   * classes, or of two where more are refused; and three labels of 0 and 1 where they are learned
   * as such.
   *
   * @return data sets that the seed decides
   */
  public static List<Rows> of(OutputLayer output, long seed, int rows, int features) {
    Rows three = Rows.normal(seed, rows, features, 3);
    Random random = new Random(seed + 1);
    if (!output.learnsClasses()) {
      return List.of(three.withNumbers(random.doubles(3L * rows, 0, 2).toArray()));
    }
    List<Rows> kinds = new ArrayList<>();
    kinds.add(isLearned(output, three) ? three : Rows.normal(seed, rows, features, 2));
    Rows several =
        three.withNumbers(random.ints(3L * rows, 0, 2).mapToDouble(bit -> bit).toArray());
    if (output.labels(several.info()) instanceof SeveralLabels) {
      kinds.add(several);
    }
    return kinds;
  }

  private static boolean isLearned(OutputLayer output, Rows rows) {
    try {
      output.labels(rows.info());
      return true;
    } catch (InvalidInputException e) {
      return false;
    }
  }
}
