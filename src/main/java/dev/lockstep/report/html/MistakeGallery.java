package dev.lockstep.report.html;

import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.Mistake;
import dev.lockstep.rows.Classes;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/**
 * The mistakes of which the network was most confident.
 *
 * @param images whether they are shown as pictures
 * @param height how high a picture of {@link #SCREEN_WIDTH} is shown, in pixels of the screen
 * @param items the most confident first; none where all rows were right
 */
record MistakeGallery(boolean images, int height, List<Item> items) {
  /** Rows of less are no picture. */
  private static final int LEAST_SIDE = 4;

  /** Larger ones would make a large page. */
  private static final int MOST_PIXELS = 128 * 128;

  static final int SCREEN_WIDTH = 84;
  private static final int WHITE = 255;

  /**
   * A mistake.
   *
   * @param row its number in the data set, from 0
   * @param truth its class
   * @param predicted the class that it was given
   * @param confidence the probability of that class
   * @param image a URI that holds its picture, or nothing
   */
  record Item(String row, String truth, String predicted, String confidence, String image) {}

  /** Lays out the mistakes of an evaluation, as pictures if its rows are images. */
  static MistakeGallery of(Evaluation evaluation) {
    boolean images = areImages(evaluation);
    int height = images ? evaluation.shape().get(0) : 0;
    int width = images ? evaluation.shape().get(1) : 1;
    DoubleSummaryStatistics range =
        evaluation.images().stream()
            .flatMapToDouble(mistake -> Arrays.stream(mistake.features().values()))
            .summaryStatistics();
    return new MistakeGallery(
        images,
        SCREEN_WIDTH * height / width,
        evaluation.images().stream()
            .map(
                mistake ->
                    item(
                        mistake.mistake(),
                        evaluation.classes(),
                        images
                            ? PixelImage.dataUri(
                                light(mistake.features().values(), range), height, width)
                            : ""))
            .toList());
  }

  /** Pixels from 0 to 255: as they are, or, of other numbers, from the least to the greatest. */
  private static double[] light(double[] pixels, DoubleSummaryStatistics range) {
    if (range.getMin() >= 0 && range.getMax() > 1 && range.getMax() <= WHITE) {
      return pixels;
    }
    double span = Math.max(Double.MIN_NORMAL, range.getMax() - range.getMin());
    return Arrays.stream(pixels).map(x -> (x - range.getMin()) / span * WHITE).toArray();
  }

  /** Whether there are mistakes, in words alone. */
  boolean listed() {
    return !images && !items.isEmpty();
  }

  private static boolean areImages(Evaluation evaluation) {
    List<Integer> shape = evaluation.shape();
    if (evaluation.images().isEmpty() || shape.size() != 2) {
      return false;
    }
    int pixels = evaluation.images().get(0).features().size();
    return shape.get(0) >= LEAST_SIDE
        && shape.get(1) >= LEAST_SIDE
        && pixels <= MOST_PIXELS
        && pixels == (long) shape.get(0) * shape.get(1);
  }

  private static Item item(Mistake mistake, Classes classes, String image) {
    return new Item(
        NumberFormats.count(mistake.row()),
        classes.name(mistake.truth()),
        classes.name(mistake.predicted()),
        NumberFormats.percent(mistake.confidence()),
        image);
  }
}
