package dev.lockstep.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.io.function.IOConsumer;

/**
 * Writes numpy arrays, and other files beside them, into a zip file of stored entries, all of one
 * date: the same contents give the same bytes, and numpy's {@code np.load} reads them.
 *
 * <p>An array is a file in numpy's {@code .npy} format, version 1.0, of float64 in C order: a magic
 * number, a line that names type and shape, padded with spaces so that the numbers start at a
 * multiple of 64 bytes, then the numbers in little-endian order.
 */
public final class NpzWriter {
  static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

  private static final int ALIGNMENT = 64;
  private static final int CHUNK = 1024;

  /** Not January: Java adds the time zone's offset to the first date that a zip file can have. */
  private static final LocalDateTime DATE = LocalDateTime.of(1980, 2, 1, 0, 0);

  private final ZipOutputStream zip;

  /** Begins a file; {@code out} stays open. */
  public NpzWriter(OutputStream out) {
    this.zip = new ZipOutputStream(out);
  }

  /** Adds a file. */
  public void bytes(String name, byte[] bytes) throws IOException {
    add(name, bytes.length, out -> out.write(bytes));
  }

  /**
   * Adds an array as {@code NAME.npy}.
   *
   * @param numbers in C order: the last index runs fastest
   * @param shape its lengths, whose product is that of {@code numbers}
   */
  public void array(String name, double[] numbers, int... shape) throws IOException {
    byte[] header = header(shape);
    long size = header.length + (long) numbers.length * Double.BYTES;
    add(
        name + ".npy",
        size,
        out -> {
          out.write(header);
          ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Double.BYTES);
          chunk.order(ByteOrder.LITTLE_ENDIAN);
          for (int from = 0; from < numbers.length; from += CHUNK) {
            int length = Math.min(CHUNK, numbers.length - from);
            chunk.asDoubleBuffer().put(numbers, from, length);
            out.write(chunk.array(), 0, length * Double.BYTES);
          }
        });
  }

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

  private void add(String name, long size, IOConsumer<OutputStream> contents) throws IOException {
    CRC32 crc = new CRC32(); // the checksum of a stored entry stands before its bytes
    contents.accept(new CheckedOutputStream(OutputStream.nullOutputStream(), crc));
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setTimeLocal(DATE);
    entry.setSize(size);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    contents.accept(zip);
    zip.closeEntry();
  }

  /** Ends the file and leaves the stream open. */
  public void finish() throws IOException {
    zip.finish();
  }
}
