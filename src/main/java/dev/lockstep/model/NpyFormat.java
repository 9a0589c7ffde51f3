package dev.lockstep.model;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * numpy's {@code .npy}, version 1.0, of float64 in C order: a magic number, a line that says type
 * and shape, filled up with spaces so that the numbers start at a multiple of 64 bytes, then the
 * numbers in little-endian order.
 */
final class NpyFormat {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64;
  private static final int CHUNK = 1024;

  private NpyFormat() {}

  /** The bytes before the numbers of an array of the given shape. */
  static byte[] header(int... shape) {
    // As in Python, a tuple of one has a comma: (100,).
    String tuple =
        Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining(", "))
            + (shape.length == 1 ? "," : "");
    String line = "{'descr': '<f8', 'fortran_order': False, 'shape': (%s), }".formatted(tuple);
    int fixed = MAGIC.length + Short.BYTES;
    int padding = Math.floorMod(-(fixed + line.length() + 1), ALIGNMENT);
    byte[] text = (line + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(fixed + text.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .putShort((short) text.length)
        .put(text)
        .array();
  }

  /** The length of the whole file in bytes. */
  static long size(int... shape) {
    long numbers = 1;
    for (int length : shape) {
      numbers *= length;
    }
    return header(shape).length + numbers * Double.BYTES;
  }

  /** Writes header and numbers, which are in C order: the last index runs fastest. */
  static void write(OutputStream out, double[] numbers, int... shape) throws IOException {
    out.write(header(shape));
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < numbers.length; from += CHUNK) {
      int length = Math.min(CHUNK, numbers.length - from);
      chunk.asDoubleBuffer().put(numbers, from, length);
      out.write(chunk.array(), 0, length * Double.BYTES);
    }
  }
}
