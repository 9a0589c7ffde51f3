package dev.lockstep.report.html;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A row of numbers as a small grey picture within the page: a PNG in a {@code data:} URI. */
final class PixelImage {
  private PixelImage() {}

  /**
   * Draws a picture.
   *
   * @param pixels row by row, 0 for black to 255 for white; what lies beyond is cut to them
   * @param height how many rows
   * @param width how many pixels in a row
   * @return a URI that holds it
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
