package dev.lockstep.report.html;

import dev.lockstep.evaluate.ClassFindings;
import dev.lockstep.evaluate.Mistake;
import dev.lockstep.rows.Classes;
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

  /** Lays out mistakes, as pictures if the rows are images of that shape. */
  static MistakeGallery of(ClassFindings found, List<Integer> shape) {
    boolean images = areImages(found, shape);
    int height = images ? shape.get(0) : 0;
    int width = images ? shape.get(1) : 1;
    return new MistakeGallery(
        images,
        SCREEN_WIDTH * height / width,
        found.images().stream()
            .map(
                mistake ->
                    item(
                        mistake.mistake(),
                        found.classes(),
                        images
                            ? PixelImage.dataUri(mistake.features().values(), height, width)
                            : ""))
            .toList());
  }

  /** Whether there are mistakes, in words alone. */
  boolean listed() {
    return !images && !items.isEmpty();
  }

  private static boolean areImages(ClassFindings found, List<Integer> shape) {
    if (found.images().isEmpty() || shape.size() != 2) {
      return false;
    }
    int pixels = found.images().get(0).features().size();
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
