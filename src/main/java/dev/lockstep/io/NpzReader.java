package dev.lockstep.io;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.apache.commons.io.function.IOFunction;
import org.apache.commons.io.function.IOSupplier;

/**
 * Reads what {@link NpzWriter} or numpy's {@code savez} has written, in one pass: a zip file of
 * stored entries, which have to be the expected ones in their order. Memory is taken for what the
 * length of the file bears out, never for what an entry announces.
 *
 * <p>All methods throw {@link InvalidInputException} where an entry is missing, too long, damaged
 * or of another shape, and {@link IOException} where the file system fails.
 */
public final class NpzReader implements Closeable {
  private static final int BUFFER = 1 << 16;
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '([^']*)', 'fortran_order': (True|False), 'shape': \\(([0-9, ]*)\\), \\} *\n");

  private final String file;
  private final long length;
  private final ZipInputStream zip;
  private final String advice;

  private boolean begun;

  private NpzReader(String file, long length, InputStream in, String advice) {
    this.file = file;
    this.length = length;
    this.zip = new ZipInputStream(in);
    this.advice = advice;
  }

  /** Opens a file of Lockstep's. */
  public static NpzReader open(NamedFile file) throws IOException {
    return open(file, "Use files of one model.");
  }

  /**
   * Opens a file.
   *
   * @param advice what to do if it has other entries than expected, a sentence
   */
  public static NpzReader open(NamedFile file, String advice) throws IOException {
    long length = file.length();
    InputStream in = new BufferedInputStream(file.open(), BUFFER);
    return new NpzReader(file.name(), length, in, advice);
  }

  /** What messages call the file. */
  public String file() {
    return file;
  }

  /**
   * Checks that the file is long enough for some numbers, before memory is taken for them.
   *
   * @param what they are, for messages
   */
  public void requireRoom(long numbers, String what) {
    if (length < numbers * Float.BYTES) {
      throw FileFault.corrupt(
          file,
          "it has %d bytes, the %d %s are %d at least"
              .formatted(length, numbers, what, numbers * Float.BYTES));
    }
  }

  /**
   * Reads the next entry.
   *
   * @param name what it has to be called
   * @param most the most bytes that it may have
   * @return all of its bytes
   */
  public byte[] bytes(String name, int most) throws IOException {
    return entry(
        name,
        size -> {
          if (size > Math.min(most, length)) {
            throw FileFault.corrupt(
                file,
                "%s announces %d bytes, %d are possible"
                    .formatted(name, size, Math.min(most, length)));
          }
          return zip.readNBytes(size.intValue());
        });
  }

  /**
   * Reads the next entry, an array of float64 or of float32, which is widened exactly, in C order
   * or in Fortran's, in which the first index runs fastest: so numpy saves a transposed array.
   *
   * @param name of the array; the entry is {@code NAME.npy}
   * @param numbers are overwritten, in C order
   * @param shape that it has to have, one or two lengths
   */
  public void array(String name, double[] numbers, int... shape) throws IOException {
    entry(
        name + ".npy",
        size -> {
          Layout layout = header(name, shape);
          ByteBuffer chunk = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
          int bytes = layout.isSingle ? Float.BYTES : Double.BYTES;
          for (int from = 0; from < numbers.length; ) {
            int count = Math.min(BUFFER / bytes, numbers.length - from);
            if (zip.readNBytes(chunk.array(), 0, count * bytes) < count * bytes) {
              throw FileFault.corrupt(
                  file, "%s holds less than its %d numbers".formatted(name, numbers.length));
            }
            for (int i = 0; i < count; i++) {
              numbers[layout.place(from + i)] =
                  layout.isSingle ? chunk.getFloat(i * bytes) : chunk.getDouble(i * bytes);
            }
            from += count;
          }
          return numbers;
        });
  }

  /** Passes over the next entry, which has to be an array of this name. */
  public void skip(String name) throws IOException {
    entry(name + ".npy", size -> zip.transferTo(OutputStream.nullOutputStream()));
  }

  /**
   * How an array of these lengths is stored.
   *
   * @param rows its first length
   * @param columns its second; 1 if it has none
   * @param isSingle whether its numbers are float32
   * @param isFortran whether the first index runs fastest
   */
  private record Layout(int rows, int columns, boolean isSingle, boolean isFortran) {
    /** Where the number that is stored as the i-th stands in C order. */
    int place(int i) {
      return isFortran ? i % rows * columns + i / rows : i;
    }
  }

  private Layout header(String array, int... shape) throws IOException {
    byte[] fixed = zip.readNBytes(10);
    if (fixed.length < 10 || !Arrays.equals(fixed, 0, 6, NpzWriter.MAGIC, 0, 6)) {
      throw FileFault.corrupt(file, array + " is no numpy array");
    }
    if (fixed[6] != 1) {
      throw FileFault.other(
          file,
          "%s is in version %d of numpy's format, expected 1".formatted(array, fixed[6]),
          "Save it with numpy.savez.");
    }
    int size = (fixed[8] & 0xff) | (fixed[9] & 0xff) << 8;
    Matcher header = HEADER.matcher(new String(zip.readNBytes(size), StandardCharsets.ISO_8859_1));
    if (!header.matches()) {
      throw FileFault.corrupt(file, "the header of %s cannot be read".formatted(array));
    }
    boolean isSingle = header.group(1).equals("<f4");
    if (!isSingle && !header.group(1).equals("<f8")) {
      throw FileFault.other(
          file,
          "%s has elements of type %s, expected <f8 or <f4"
              .formatted(array, MessageText.oneLine(header.group(1))),
          "Save it as an array of float64 or float32.");
    }
    String found = header.group(3).replaceAll(",? *$", "");
    String expected =
        Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    if (!found.equals(expected)) {
      throw FileFault.other(
          file, "%s has shape (%s), expected (%s)".formatted(array, found, expected), advice);
    }
    int columns = shape.length == 1 ? 1 : shape[1];
    return new Layout(shape[0], columns, isSingle, header.group(2).equals("True"));
  }

  /**
   * Checks that no entry is left.
   *
   * @param what all entries together are, for messages
   */
  public void end(String what) throws IOException {
    if (checked("an end", zip::getNextEntry) != null) {
      throw FileFault.other(file, "it holds more than " + what, advice);
    }
  }

  private <T> T entry(String name, IOFunction<Long, T> body) throws IOException {
    ZipEntry entry = checked(name, zip::getNextEntry);
    if (entry == null && !begun) {
      throw FileFault.other(
          file,
          "it is no zip file, as numpy's npz files are",
          "Copy it again from where it was made.");
    }
    begun = true;
    if (entry == null || !entry.getName().equals(name)) {
      throw FileFault.other(
          file,
          "%s is missing, %s stands in its place"
              .formatted(
                  name, entry == null ? "the end" : MessageText.oneLine(entry.getName(), 80)),
          advice);
    }
    if (entry.getMethod() != ZipEntry.STORED) {
      throw FileFault.other(
          file, name + " is compressed", "Store it: numpy.savez, not numpy.savez_compressed.");
    }
    return checked(
        name,
        () -> {
          T value = body.apply(entry.getSize());
          if (zip.read() >= 0) {
            throw FileFault.corrupt(file, "%s is longer than it should be".formatted(name));
          }
          return value;
        });
  }

  /** The JDK reports a broken zip file by any of three exceptions. */
  private <T> T checked(String name, IOSupplier<T> reading) throws IOException {
    try {
      return reading.get();
    } catch (EOFException | ZipException | IllegalArgumentException e) {
      throw FileFault.corrupt(
          file, "%s: %s".formatted(name, MessageText.oneLine(MessageText.firstLine(e), 80)));
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
