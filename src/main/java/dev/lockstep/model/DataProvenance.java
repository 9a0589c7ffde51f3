package dev.lockstep.model;

import dev.lockstep.io.DisplayPath;
import dev.lockstep.rows.Dataset;
import dev.lockstep.scale.ScaleKind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where a run's data came from.
 *
 * @param folder as it was named, without {@code file:} and a password that a URL may hold
 * @param sha256 file name to the SHA-256 of its unpacked bytes: training set, then test set
 * @param trainRows rows of the training set
 * @param testRows rows of the test set; 0 without one
 * @param features d0, numbers in a row
 * @param preparation what was made of the rows before they were learned
 */
public record DataProvenance(
    String folder,
    Map<String, String> sha256,
    long trainRows,
    long testRows,
    int features,
    Preparation preparation) {

  /** Copies the map, in its order, and takes out of the folder what does not belong there. */
  public DataProvenance {
    folder = DisplayPath.shown(folder);
    sha256 = Collections.unmodifiableMap(new LinkedHashMap<>(sha256));
  }

  /**
   * Images.
   *
   * @param folder as it was named
   * @param sha256 file name to the SHA-256 of its unpacked bytes
   * @param trainRows rows of the training set
   * @param testRows rows of the test set
   * @param features d0, numbers in a row
   */
  public DataProvenance(
      String folder, Map<String, String> sha256, long trainRows, long testRows, int features) {
    this(folder, sha256, trainRows, testRows, features, Preparation.ofImages());
  }

  /**
   * Describes data sets.
   *
   * @param folder where the training set lies
   * @param train the training set
   * @param test the test set, if there is one
   * @param scale how numbers become x
   * @param testFraction the share of the rows that was taken for the test set, or 0
   * @return what they are
   */
  public static DataProvenance of(
      String folder, Dataset train, Optional<Dataset> test, ScaleKind scale, double testFraction) {
    Map<String, String> sha256 = new LinkedHashMap<>(train.info().sha256());
    test.ifPresent(set -> sha256.putAll(set.info().sha256()));
    long skipped = train.info().skipped() + test.map(set -> set.info().skipped()).orElse(0L);
    return new DataProvenance(
        folder,
        sha256,
        train.size(),
        test.map(Dataset::size).orElse(0L),
        train.features(),
        new Preparation(scale, testFraction, train.info().columns(), skipped));
  }
}
