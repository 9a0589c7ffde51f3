package dev.lockstep.rows.idx;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.MistakenFormat;
import dev.lockstep.rows.RowBlock;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The header of an IDX file: two zero bytes, the type of the numbers, the rank r, and r dimensions
 * as big-endian unsigned 32-bit integers.
 *
 * @param type of the numbers
 * @param items the first dimension, N, at least 1
 * @param shape the other dimensions, each at least 1: (28, 28) for MNIST's images, () for labels
 */
record IdxHeader(IdxType type, long items, List<Integer> shape) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The most bytes in an item, so that a group of them is an array. */
  private static final int MOST_BYTES = Integer.MAX_VALUE / RowBlock.ROWS;

  /**
   * Reads and checks a header; memory does not depend on what it announces.
   *
   * @param file what messages call the file
   * @param in at the first byte; left at the first byte of the data
   * @return the header
   * @throws InvalidInputException if it is none, or announces nothing
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
    IdxType type =
        IdxType.of(magic[2])
            .orElseThrow(
                () ->
                    fault(
                        file,
                        "its numbers have type 0x%02x, which is none of IDX. Probably corrupt."
                            .formatted(magic[2])));
    if (rank == 0) {
      throw fault(file, "its rank is 0. Images have rank 2 or more, labels 1 or 2.");
    }
    return of(file, type, ByteBuffer.wrap(dimensions));
  }

  private static IdxHeader of(String file, IdxType type, ByteBuffer dimensions) {
    long items = Integer.toUnsignedLong(dimensions.getInt());
    if (items == 0) {
      throw fault(file, "its header promises 0 items. There is nothing to learn from.");
    }
    List<Long> shape = new ArrayList<>();
    while (dimensions.hasRemaining()) {
      shape.add(Integer.toUnsignedLong(dimensions.getInt()));
    }
    long most = MOST_BYTES / type.size();
    long product = 1;
    for (long dimension : shape) {
      product *= dimension;
      if (dimension == 0 || product > most) {
        throw fault(
            file,
            "its header promises items of %s %s; 1 to %s are possible. Probably corrupt."
                .formatted(times(shape), type.title(), most));
      }
    }
    return new IdxHeader(type, items, shape.stream().map(Math::toIntExact).toList());
  }

  /** The numbers of one item: the product of the shape, 1 for labels of rank 1. */
  int numbers() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  /** The bytes of one item. */
  int itemSize() {
    return numbers() * type.size();
  }

  /** The bytes of all items. */
  long dataSize() {
    return items * itemSize();
  }

  /** The header as it stands in the file: 4 + 4 r bytes. */
  byte[] toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(8 + 4 * shape.size());
    bytes.putInt(type.code() << 8 | (1 + shape.size())).putInt((int) items);
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

  private static InvalidInputException fault(String file, String fault) {
    return new InvalidInputException("Cannot read %s: %s".formatted(file, fault));
  }
}
