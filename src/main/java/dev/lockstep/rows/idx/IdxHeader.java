package dev.lockstep.rows.idx;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.MistakenFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The header of an IDX file of unsigned bytes: two zero bytes, the element type 8, the rank r, and
 * r dimensions as big-endian unsigned 32-bit integers.
 *
 * @param items the first dimension, N, at least 1
 * @param shape the other dimensions, each at least 1, their product an int: (28, 28) for MNIST's
 *     images, () for labels
 */
record IdxHeader(long items, List<Integer> shape) implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int UNSIGNED_BYTE = 0x08;

  /**
   * Reads and checks a header; memory does not depend on what it announces.
   *
   * @param file what messages call the file
   * @param in at the first byte; left at the first byte of the data
   * @return the header
   * @throws InvalidInputException if it is not one of unsigned bytes, or announces nothing
   */
  static IdxHeader read(String file, InputStream in) throws IOException {
    byte[] magic = in.readNBytes(4);
    if (magic.length == 0) {
      throw fault(file, "it is empty. Probably a download that failed: download it again.");
    }
    if (magic.length > 1 && (magic[0] != 0 || magic[1] != 0)) {
      throw fault(
          file,
          "an IDX file begins with the bytes 00 00, this one with %02x %02x. %s"
              .formatted(magic[0], magic[1], MistakenFormat.adviceFor(magic, in)));
    }
    int rank = magic.length < 4 ? 0 : magic[3] & 0xff;
    byte[] dimensions = in.readNBytes(4 * rank);
    if (magic.length < 4 || dimensions.length < 4 * rank) {
      throw fault(
          file,
          "it ends in its header, after byte %s. Probably cut off: download it again."
              .formatted(magic.length + dimensions.length));
    }
    if (magic[2] != UNSIGNED_BYTE) {
      throw fault(
          file,
          "its elements have type 0x%02x (%s). Write them as unsigned bytes (0x08)."
              .formatted(magic[2], typeName(magic[2])));
    }
    if (rank == 0) {
      throw fault(file, "its rank is 0. Images have rank 2 or more, labels rank 1.");
    }
    return of(file, ByteBuffer.wrap(dimensions));
  }

  private static IdxHeader of(String file, ByteBuffer dimensions) {
    long items = Integer.toUnsignedLong(dimensions.getInt());
    if (items == 0) {
      throw fault(file, "its header promises 0 items. There is nothing to learn from.");
    }
    List<Long> shape = new ArrayList<>();
    while (dimensions.hasRemaining()) {
      shape.add(Integer.toUnsignedLong(dimensions.getInt()));
    }
    long product = 1;
    for (long dimension : shape) {
      product *= dimension;
      if (dimension == 0 || product > Integer.MAX_VALUE) {
        throw fault(
            file,
            "its header promises items of %s bytes; 1 to %s are possible. Probably corrupt."
                .formatted(times(shape), Integer.MAX_VALUE));
      }
    }
    return new IdxHeader(items, shape.stream().map(Math::toIntExact).toList());
  }

  /** The bytes of one item: the product of the shape, 1 for labels. */
  int itemSize() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  /** The bytes of all items. */
  long dataSize() {
    return items * itemSize();
  }

  /** The header as it stands in the file: 4 + 4 r bytes. */
  byte[] toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(8 + 4 * shape.size());
    bytes.putInt(UNSIGNED_BYTE << 8 | (1 + shape.size())).putInt((int) items);
    shape.forEach(bytes::putInt);
    return bytes.array();
  }

  /** The shape as messages show it: {@code 28 x 28}. */
  String shapeText() {
    return times(shape);
  }

  private static String times(List<? extends Number> dimensions) {
    return dimensions.stream().map(Number::toString).collect(Collectors.joining(" x "));
  }

  private static String typeName(byte type) {
    return switch (type) {
      case 0x09 -> "signed byte";
      case 0x0b -> "16-bit integer";
      case 0x0c -> "32-bit integer";
      case 0x0d -> "32-bit float";
      case 0x0e -> "64-bit float";
      default -> "unknown";
    };
  }

  private static InvalidInputException fault(String file, String fault) {
    return new InvalidInputException("Cannot read %s: %s".formatted(file, fault));
  }
}
