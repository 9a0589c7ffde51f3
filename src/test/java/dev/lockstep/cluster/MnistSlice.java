package dev.lockstep.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** The first rows of MNIST, in plain IDX files. */
final class MnistSlice {
  private static final int TEST_ROWS = 200;

  private MnistSlice() {}

  /**
   * Writes the four files.
   *
   * @param folder made where it is not there
   * @param rows of the training set; 200 of the test set
   * @return the folder
   */
  static Path write(Path folder, int rows) throws IOException {
    Files.createDirectories(folder);
    write(folder, "train", rows);
    write(folder, "t10k", TEST_ROWS);
    return folder;
  }

  private static void write(Path folder, String set, int rows) throws IOException {
    cut(folder, set + "-images-idx3-ubyte", 16 + 28 * 28 * rows, rows);
    cut(folder, set + "-labels-idx1-ubyte", 8 + rows, rows);
  }

  private static void cut(Path folder, String name, int bytes, int rows) throws IOException {
    Path whole = Path.of("data/mnist", name + ".gz");
    try (InputStream file = new GZIPInputStream(Files.newInputStream(whole))) {
      byte[] part = file.readNBytes(bytes);
      ByteBuffer.wrap(part).putInt(4, rows);
      Files.write(folder.resolve(name), part);
    }
  }
}
