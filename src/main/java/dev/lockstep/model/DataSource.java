package dev.lockstep.model;

import dev.lockstep.data.Dataset;
import dev.lockstep.data.PlaceName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a run's data came from.
 *
 * @param folder as it was named, without {@code file:} and a password that a URL may hold
 * @param sha256 file name to the SHA-256 of its unpacked bytes: training set, then test set
 * @param trainRows rows of the training set
 * @param testRows rows of the test set
 * @param features d0, numbers in a row
 */
public record DataSource(
    String folder, Map<String, String> sha256, long trainRows, long testRows, int features) {

  /** Copies the map, in its order, and takes out of the folder what does not belong there. */
  public DataSource {
    folder = PlaceName.shown(folder);
    sha256 = Collections.unmodifiableMap(new LinkedHashMap<>(sha256));
  }

  /**
   * Describes two data sets of one folder.
   *
   * @param folder where they lie
   * @param train the training set
   * @param test the test set
   * @return what they are
   */
  public static DataSource of(String folder, Dataset train, Dataset test) {
    Map<String, String> sha256 = new LinkedHashMap<>(train.sha256());
    sha256.putAll(test.sha256());
    return new DataSource(folder, sha256, train.size(), test.size(), train.features());
  }
}
