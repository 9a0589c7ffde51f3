package dev.lockstep.benchmark;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Files of as many rows each: CSV, eight characters a value, and IDX.
 *
 * @param folder holds them
 * @param rows how many
 */
record LargeTable(Path folder, long rows) {
  static final int COLUMNS = 100;
  private static final int CLASSES = 7;

  /** Writes both into a folder. */
  static LargeTable write(Path folder, int megabytes) throws IOException {
    LargeTable table = new LargeTable(folder, megabytes * 1_000_000L / (8L * COLUMNS + 3));
    table.writeCsv();
    table.writeIdx();
    return table;
  }

  Path csv() {
    return folder.resolve("table.csv");
  }

  /** The four files of a folder, the test set being the first 1,000 rows. */
  Path idx() {
    return folder.resolve("idx");
  }

  private void writeCsv() throws IOException {
    Random random = new Random(1);
    try (BufferedWriter out = Files.newBufferedWriter(csv())) {
      for (long row = 0; row < rows; row++) {
        for (int column = 0; column < COLUMNS; column++) {
          out.write("0.%05d,".formatted(random.nextInt(100_000)));
        }
        out.write("k" + row % CLASSES + "\n");
      }
    }
  }

  private void writeIdx() throws IOException {
    Files.createDirectories(idx());
    Random random = new Random(1);
    for (int test = 0; test < 2; test++) {
      int count = Math.toIntExact(test == 0 ? rows : Math.min(rows, 1000));
      String prefix = test == 0 ? "train" : "t10k";
      try (DataOutputStream images = open(idx().resolve(prefix + "-images-idx3-ubyte"));
          DataOutputStream labels = open(idx().resolve(prefix + "-labels-idx1-ubyte"))) {
        images.writeInt(0x803);
        images.writeInt(count);
        images.writeInt(1);
        images.writeInt(COLUMNS);
        labels.writeInt(0x801);
        labels.writeInt(count);
        byte[] image = new byte[COLUMNS];
        for (int row = 0; row < count; row++) {
          random.nextBytes(image);
          images.write(image);
          labels.writeByte(row % CLASSES);
        }
      }
    }
  }

  private static DataOutputStream open(Path file) throws IOException {
    return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
  }
}
