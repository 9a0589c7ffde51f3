package dev.lockstep.rows.idx;

import dev.lockstep.rows.Bytes;
import dev.lockstep.rows.Numbers;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** What the numbers of an IDX file are, as the third byte of the file says. Big-endian. */
enum IdxType {
  /** 0 to 255. */
  UNSIGNED_BYTE(0x08, 1, "unsigned bytes", true),
  /** -128 to 127. */
  SIGNED_BYTE(0x09, 1, "signed bytes", true),
  /** 16 bits, signed. */
  SHORT(0x0b, 2, "16-bit integers", true),
  /** 32 bits, signed. */
  INT(0x0c, 4, "32-bit integers", true),
  /** Float32. */
  FLOAT(0x0d, 4, "32-bit floats", false),
  /** Float64. */
  DOUBLE(0x0e, 8, "64-bit floats", false);

  private final int code;
  private final int size;
  private final String title;
  private final boolean isWhole;

  IdxType(int code, int size, String title, boolean isWhole) {
    this.code = code;
    this.size = size;
    this.title = title;
    this.isWhole = isWhole;
  }

  /** The type with a code, if there is one. */
  static Optional<IdxType> of(byte code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
  }

  int code() {
    return code;
  }

  /** The bytes of a number. */
  int size() {
    return size;
  }

  /** What messages call its numbers. */
  String title() {
    return title;
  }

  /** Whether its numbers are integers, which labels have to be. */
  boolean isWhole() {
    return isWhole;
  }

  /** The number that begins at a byte. */
  double number(ByteBuffer bytes, int at) {
    return switch (this) {
      case UNSIGNED_BYTE -> bytes.get(at) & 0xff;
      case SIGNED_BYTE -> bytes.get(at);
      case SHORT -> bytes.getShort(at);
      case INT -> bytes.getInt(at);
      case FLOAT -> bytes.getFloat(at);
      case DOUBLE -> bytes.getDouble(at);
    };
  }

  /** All numbers of some bytes, which are taken over. */
  Numbers numbers(byte[] bytes) {
    if (this == UNSIGNED_BYTE) {
      return new Bytes(bytes, false);
    }
    ByteBuffer from = ByteBuffer.wrap(bytes);
    double[] numbers = new double[bytes.length / size];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(from, i * size);
    }
    return Numbers.of(numbers, numbers.length);
  }
}
