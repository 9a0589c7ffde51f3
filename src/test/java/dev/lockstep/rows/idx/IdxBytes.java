package dev.lockstep.rows.idx;

import dev.lockstep.io.InputFile;
import dev.lockstep.io.InputFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;

/** IDX files made by hand. */
final class IdxBytes {
  private IdxBytes() {}

  /** A file of unsigned bytes: header for the dimensions, then the values. */
  static byte[] idx(int[] dimensions, int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * dimensions.length + values.length);
    bytes.put((byte) 0).put((byte) 0).put((byte) 8).put((byte) dimensions.length);
    for (int dimension : dimensions) {
      bytes.putInt(dimension);
    }
    for (int value : values) {
      bytes.put((byte) value);
    }
    return bytes.array();
  }

  /** A file of any type: header for the dimensions, then the values. */
  static byte[] idx(IdxType type, int[] dimensions, double... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * dimensions.length + type.size() * values.length);
    bytes.putInt(type.code() << 8 | dimensions.length);
    for (int dimension : dimensions) {
      bytes.putInt(dimension);
    }
    for (double value : values) {
      switch (type) {
        case UNSIGNED_BYTE, SIGNED_BYTE -> bytes.put((byte) (int) value);
        case SHORT -> bytes.putShort((short) value);
        case INT -> bytes.putInt((int) value);
        case FLOAT -> bytes.putFloat((float) value);
        default -> bytes.putDouble(value);
      }
    }
    return bytes.array();
  }

  /** A file as a command finds it. */
  static InputFile input(Path file) {
    return InputFiles.in(new org.apache.hadoop.fs.Path(file.toString()), new Configuration())
        .get(0);
  }

  static byte[] labels(int... values) {
    return idx(new int[] {values.length}, values);
  }

  /** Images of any shape whose bytes count up from 0, starting again after 255. */
  static byte[] images(int... dimensions) {
    int size = 1;
    for (int dimension : dimensions) {
      size *= dimension;
    }
    int[] values = new int[size];
    for (int i = 0; i < size; i++) {
      values[i] = i % 256;
    }
    return idx(dimensions, values);
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  static byte[] join(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }

  /** A flawless folder: 6 training images and 3 test images of 2 x 3, classes 0, 1 and 2. */
  static void writeFolder(Path folder) throws IOException {
    Files.write(folder.resolve("train-images-idx3-ubyte"), images(6, 2, 3));
    Files.write(folder.resolve("train-labels-idx1-ubyte"), labels(2, 0, 1, 1, 0, 2));
    Files.write(folder.resolve("t10k-images-idx3-ubyte"), images(3, 2, 3));
    Files.write(folder.resolve("t10k-labels-idx1-ubyte"), labels(1, 2, 1));
  }
}
