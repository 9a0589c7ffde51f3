package dev.lockstep.cli;

import dev.lockstep.model.DataProvenance;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.Examples;
import dev.lockstep.rows.GroupedRows;
import dev.lockstep.rows.ScaleKind;
import dev.lockstep.rows.Source;
import dev.lockstep.rows.TestSplit;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The data of a run as they were read, and cut in two where that was asked for.
 *
 * @param train the training set, not scaled
 * @param test the test set, not scaled, if there is one
 * @param examples the test set to be read in groups
 * @param scale how numbers are to become x
 * @param source what all of them are
 */
record PreparedData(
    Dataset train,
    Optional<Dataset> test,
    Optional<Examples> examples,
    ScaleKind scale,
    DataProvenance source) {
  /**
   * Opens the data sets.
   *
   * @param place how the user named them
   * @param data the data
   * @param options what is to become of them
   * @param seed decides which rows are tested on
   * @param spark where to read them
   * @param slices into how many partitions images are cut
   */
  static PreparedData of(
      String place,
      Source data,
      PreparationOptions options,
      long seed,
      JavaSparkContext spark,
      int slices) {
    double fraction = options.testFraction(data);
    ScaleKind scale = options.scale(data);
    data.expect(fraction == 0 ? scale : ScaleKind.NONE);
    Dataset all = data.rawTrain(spark, slices);
    if (fraction == 0) {
      Optional<Dataset> test = data.rawTest(spark, slices);
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
