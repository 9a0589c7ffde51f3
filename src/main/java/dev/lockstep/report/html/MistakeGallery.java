package dev.lockstep.report.html;

import dev.lockstep.evaluate.ClassFindings;
import dev.lockstep.evaluate.Mistake;
import dev.lockstep.evaluate.MistakeImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

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

  private static final int SCREEN_WIDTH = 84;
  private static final int WHITE = 255;

  /**
   * A mistake.
   *
   * @param row its number in the data set, from 0
   * @param confidence the probability of the class that was predicted
   * @param image a URI that holds its picture, or nothing
   */
  record Item(long row, String truth, String predicted, double confidence, String image) {}

  /** Lays out mistakes, as pictures if the rows are images of that shape. */
  static MistakeGallery of(ClassFindings found, List<Integer> shape) {
    boolean images = areImages(found, shape);
    int height = images ? shape.get(0) : 0;
    int width = images ? shape.get(1) : 1;
    DoubleSummaryStatistics range =
        found.images().stream()
            .flatMapToDouble(each -> Arrays.stream(each.features().values()))
            .summaryStatistics();
    List<Item> items = new ArrayList<>();
    for (MistakeImage each : found.images()) {
      Mistake mistake = each.mistake();
      items.add(
          new Item(
              mistake.row(),
              found.classes().name(mistake.truth()),
              found.classes().name(mistake.predicted()),
              mistake.confidence(),
              images ? dataUri(light(each.features().values(), range), height, width) : ""));
    }
    return new MistakeGallery(images, SCREEN_WIDTH * height / width, items);
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

  /**
   * A row of numbers as a small grey picture within the page: a PNG in a {@code data:} URI.
   *
   * @param pixels row by row, 0 for black to 255 for white; what lies beyond is cut to them
   */
  static String dataUri(double[] pixels, int height, int width) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < pixels.length; i++) {
      double light = Math.max(0, Math.min(255, pixels[i]));
      image.getRaster().setSample(i % width, i / width, 0, (int) Math.rint(light));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException("Memory can be written", e);
    }
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
