package dev.lockstep.cli;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.model.DataProvenance;
import dev.lockstep.option.Setting;
import dev.lockstep.option.Values;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.Examples;
import dev.lockstep.rows.GroupedRows;
import dev.lockstep.rows.ScaleKind;
import dev.lockstep.rows.Source;
import dev.lockstep.rows.TestSplit;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The data of a run as they were read, and cut in two where that was asked for.
 *
 * @param train the training set, not scaled
 * @param test the test set, not scaled, if there is one
 * @param examples the test set to be read in groups
 * @param scale how numbers are to become x
 * @param source where all of them come from
 */
record PreparedData(
    Dataset train,
    Optional<Dataset> test,
    Optional<Examples> examples,
    ScaleKind scale,
    DataProvenance source) {
  private static final Setting<Path> TEST =
      Setting.optional(
          "test",
          Arguments.PATHS,
          "A table to test on, of the same form as --data. IDX folders have a test set of their"
              + " own. Default: none.");

  private static final Setting<Double> TEST_FRACTION =
      Setting.optional(
          "test-fraction",
          Values.real().within(x -> x > 0 && x < 1, "above 0 and below 1"),
          "Of a table: keep the share X of its rows, above 0 and below 1, to test on. --seed and a"
              + " row's number decide, as the README says. Default: none.");

  private static final Setting<ScaleKind> SCALE =
      Setting.optional(
          "scale",
          Values.choice(List.of(ScaleKind.values())),
          "How numbers become x: none, unit (a byte / 255), minmax (0 to 1 in each column of the"
              + " training set) or standard (mean 0, standard deviation 1; makes sparse rows"
              + " dense). Default: unit for images, standard for tables.");

  /** The options that say what becomes of the rows before they are learned. */
  static final List<Setting<?>> OPTIONS = List.of(TEST, TEST_FRACTION, SCALE);

  /**
   * Where the test set lies, if it was named.
   *
   * @throws InvalidInputException if there are two test sets
   */
  static Optional<Path> test(Arguments arguments) {
    if (arguments.has(TEST) && arguments.has(TEST_FRACTION)) {
      throw new InvalidInputException(
          "--test names a test set, --test-fraction takes one out of --data. Give one of them.");
    }
    return arguments.find(TEST);
  }

  /**
   * Checks that a test set is asked for only once.
   *
   * @throws InvalidInputException if the data have a test set of their own
   */
  static void requireFits(Arguments arguments, Source data) {
    if (arguments.has(TEST_FRACTION) && data.areImages()) {
      throw new InvalidInputException(
          TEST_FRACTION.name(),
          "cannot be used with a folder of IDX files, which has its own test set. Leave it out.");
    }
  }

  /**
   * Opens the data sets.
   *
   * @param place how the user named them
   * @param data the data
   * @param arguments what is to become of them
   * @param seed decides which rows are tested on
   * @param spark where to read them
   * @param slots how many tasks run at once
   */
  static PreparedData of(
      String place,
      Source data,
      Arguments arguments,
      long seed,
      JavaSparkContext spark,
      int slots) {
    double fraction = arguments.find(TEST_FRACTION).orElse(0.0);
    ScaleKind scale =
        arguments.find(SCALE).orElse(data.areImages() ? ScaleKind.UNIT : ScaleKind.STANDARD);
    data.expect(fraction == 0 ? scale : ScaleKind.NONE);
    Dataset all = data.rawTrain(spark, slots);
    if (fraction == 0) {
      Optional<Dataset> test = data.rawTest(spark, slots);
      return new PreparedData(
          all,
          test,
          data.testExamples(spark),
          scale,
          DataProvenance.of(place, all, test, scale, fraction));
    }
    TestSplit.Parts parts = TestSplit.of(all, fraction, seed);
    Optional<Dataset> test = Optional.of(parts.test());
    return new PreparedData(
        parts.train(),
        test,
        Optional.of(new GroupedRows(parts.test())),
        scale,
        DataProvenance.of(place, parts.train(), test, scale, fraction));
  }
}
