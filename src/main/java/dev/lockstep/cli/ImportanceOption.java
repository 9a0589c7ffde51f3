package dev.lockstep.cli;

import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.importance.PermutationImportance;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.network.Parameters;
import dev.lockstep.option.Setting;
import dev.lockstep.option.Values;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.RowSource;
import dev.lockstep.scale.Scaling;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Whether the importance of a table's columns is found, and by how many permutations: as was asked
 * for, or {@link #USUAL} where that is no great work.
 *
 * @param context is told where it is left out
 * @param asked what was asked for
 * @param areImages whether the rows are images, of which it is not found
 */
record ImportanceOption(CommandContext context, Optional<Integer> asked, boolean areImages) {
  private static final int USUAL = 5;
  private static final int MOST_COLUMNS = 100;

  /** Some ten seconds on two cores. */
  private static final double MOST_WORK = 5e10;

  /** What a row costs beside the products with each weight, in such. */
  private static final int WORK_OF_ROW = 1_000;

  static final Setting<Integer> REPEATS =
      Setting.optional(
          "importance",
          Values.wholeFrom(0),
          "Tables: how often the cells of each column are permuted among the rows to test on, to see"
              + " by how much the accuracy, or R2, drops. 0 for never. Default: 5 for at most 100"
              + " columns where that is some ten seconds' work.");

  /**
   * What was asked for.
   *
   * @throws InvalidInputException if it was asked for of images
   */
  static ImportanceOption of(CommandContext context, Arguments arguments, RowSource rows) {
    if (rows.areImages() && arguments.has(REPEATS)) {
      throw new InvalidInputException(
          REPEATS.name(), "is for tables, the data are images. Leave it out.");
    }
    return new ImportanceOption(context, arguments.find(REPEATS), rows.areImages());
  }

  /**
   * Checks that there are rows to find it on.
   *
   * @param areThere whether there are rows to test on
   * @throws InvalidInputException if it was asked for and cannot be had
   */
  void requireRows(boolean areThere) {
    if (asked.orElse(0) > 0 && !areThere) {
      throw new InvalidInputException(
          REPEATS.name(),
          "needs rows to test on: give --test-fraction or --test, or leave it out.");
    }
  }

  /**
   * Adds the importance of columns to an evaluation, if it is to be found.
   *
   * @param rows of the evaluation
   * @param made finds it by so many permutations
   */
  Evaluation addTo(
      Evaluation evaluation,
      Parameters parameters,
      Scaling scaling,
      Dataset rows,
      IntFunction<PermutationImportance> made) {
    int columns = PermutationImportance.columnsOf(scaling, rows.features()).size();
    int repeats = areImages ? 0 : asked.orElseGet(() -> usual(columns, rows, parameters));
    return repeats == 0
        ? evaluation
        : evaluation.with(made.apply(repeats).of(parameters, scaling, rows, evaluation));
  }

  private int usual(int columns, Dataset rows, Parameters parameters) {
    double ofRow = parameters.topology().size() + WORK_OF_ROW;
    if (columns <= MOST_COLUMNS && rows.size() * ofRow * columns * USUAL <= MOST_WORK) {
      return USUAL;
    }
    context.say(
        "The importance of the columns is left out, for it takes long: %d rows, %d columns. To have it: --importance %d."
            .formatted(rows.size(), columns, USUAL));
    return 0;
  }
}
