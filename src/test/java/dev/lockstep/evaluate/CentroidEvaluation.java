package dev.lockstep.evaluate;

import dev.lockstep.rows.Classes;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * A real trial that needs no training: each image of MNIST's test set to the nearest mean image.
 */
public final class CentroidEvaluation {
  private static final int CLASSES = 10;
  private static final int SIDE = 28;
  private static final int PIXELS = SIDE * SIDE;

  private CentroidEvaluation() {}

  /**
   * Classifies the first images.
   *
   * @param rows how many
   * @return what was found
   * @throws IOException if the files cannot be read
   */
  public static Evaluation of(int rows) throws IOException {
    byte[] images = read("t10k-images-idx3-ubyte.gz", 16, rows * PIXELS);
    byte[] labels = read("t10k-labels-idx1-ubyte.gz", 8, rows);
    double[][] means = means(images, labels);
    List<String> names = IntStream.range(0, CLASSES).mapToObj(String::valueOf).toList();
    EvaluationRecorder trial = new EvaluationRecorder(Classes.of(names), SIDE, SIDE);
    for (int row = 0; row < rows; row++) {
      double[] pixels = pixels(images, row);
      double[] probabilities = probabilities(pixels, means);
      int predicted = 0;
      for (int k = 1; k < CLASSES; k++) {
        predicted = probabilities[k] > probabilities[predicted] ? k : predicted;
      }
      trial.add(labels[row], predicted, probabilities[predicted], pixels);
    }
    return trial.evaluation();
  }

  private static byte[] read(String name, int header, int length) throws IOException {
    try (InputStream file = Files.newInputStream(Path.of("data/mnist", name));
        DataInputStream in = new DataInputStream(new GZIPInputStream(file))) {
      in.skipNBytes(header);
      return in.readNBytes(length);
    }
  }

  private static double[] pixels(byte[] images, int row) {
    double[] pixels = new double[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      pixels[i] = (images[row * PIXELS + i] & 0xff) / 255.0;
    }
    return pixels;
  }

  private static double[][] means(byte[] images, byte[] labels) {
    double[][] means = new double[CLASSES][PIXELS];
    int[] counts = new int[CLASSES];
    for (int row = 0; row < labels.length; row++) {
      counts[labels[row]]++;
      double[] pixels = pixels(images, row);
      for (int i = 0; i < PIXELS; i++) {
        means[labels[row]][i] += pixels[i];
      }
    }
    for (int k = 0; k < CLASSES; k++) {
      for (int i = 0; i < PIXELS; i++) {
        means[k][i] /= Math.max(1, counts[k]);
      }
    }
    return means;
  }

  /** Softmax of the negative squared distances. */
  private static double[] probabilities(double[] pixels, double[][] means) {
    double[] odds = new double[CLASSES];
    double sum = 0;
    for (int k = 0; k < CLASSES; k++) {
      double distance = 0;
      for (int i = 0; i < PIXELS; i++) {
        distance += (pixels[i] - means[k][i]) * (pixels[i] - means[k][i]);
      }
      odds[k] = StrictMath.exp(-distance / 5);
      sum += odds[k];
    }
    for (int k = 0; k < CLASSES; k++) {
      odds[k] /= sum;
    }
    return odds;
  }
}
