package dev.lockstep.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder of twelve training and four test images of 2 x 2 pixels, in three classes. */
final class TinyImages {
  private TinyImages() {}

  static Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    write(folder, "train", 12);
    write(folder, "t10k", 4);
    return folder;
  }

  private static void write(Path folder, String set, int rows) throws IOException {
    ByteBuffer images = ByteBuffer.allocate(16 + 4 * rows);
    images.putInt(0x803).putInt(rows).putInt(2).putInt(2);
    ByteBuffer labels = ByteBuffer.allocate(8 + rows);
    labels.putInt(0x801).putInt(rows);
    for (int row = 0; row < rows; row++) {
      labels.put((byte) (row % 3));
      for (int pixel = 0; pixel < 4; pixel++) {
        images.put((byte) (pixel == row % 3 ? 255 : row));
      }
    }
    Files.write(folder.resolve(set + "-images-idx3-ubyte"), images.array());
    Files.write(folder.resolve(set + "-labels-idx1-ubyte"), labels.array());
  }
}
