package dev.lockstep.evaluate;

import dev.lockstep.io.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the network is as often right as it says: rows sorted by confidence, the highest
 * probability of a row, into 15 bins of equal width. Bin m (0 to 14) holds confidences above m / 15
 * up to (m + 1) / 15.
 *
 * <p>C. Guo and others, "On calibration of modern neural networks", 2017.
 *
 * @param bins all 15, the least confident first
 */
public record Calibration(List<Bin> bins) {
  /** How many bins there are. */
  public static final int BINS = 15;

  /**
   * The rows of one range of confidence.
   *
   * @param low confidences are above this
   * @param high and at most this
   * @param count how many rows, or what they weigh together
   * @param confidence their mean confidence, each by its weight; NaN without rows
   * @param accuracy the share of them that were classified rightly; NaN without rows
   */
  public record Bin(
      double low, double high, @Json.Count double count, double confidence, double accuracy) {}

  /** Copies the bins. */
  public Calibration {
    bins = List.copyOf(bins);
  }

  /** The bin of a confidence. */
  static int binOf(double confidence) {
    return Math.max(0, Math.min(BINS, (int) Math.ceil(confidence * BINS)) - 1);
  }

  /**
   * Means out of sums.
   *
   * @param counts rows in each bin, or what they weigh
   * @param correct the same of those that were classified rightly
   * @param confidences the sum of each bin's confidences, each times its row's weight
   */
  static Calibration of(double[] counts, double[] correct, double[] confidences) {
    List<Bin> bins = new ArrayList<>();
    for (int m = 0; m < BINS; m++) {
      bins.add(
          new Bin(
              (double) m / BINS,
              (m + 1.0) / BINS,
              counts[m],
              confidences[m] / counts[m],
              correct[m] / counts[m]));
    }
    return new Calibration(bins);
  }

  /**
   * The expected calibration error: the mean over all rows of |accuracy - mean confidence| of their
   * bin.
   *
   * @return 0 for a network that knows how sure it may be, up to 1; NaN without rows
   */
  public double expectedError() {
    double sum = 0;
    double rows = 0;
    for (Bin bin : bins) {
      if (bin.count() > 0) {
        sum += bin.count() * Math.abs(bin.accuracy() - bin.confidence());
        rows += bin.count();
      }
    }
    return sum / rows;
  }
}
