package dev.lockstep.model;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.network.LayerArrays;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.Topology;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Reads a zip file of stored entries in one pass, held to the entries that are expected, in their
 * order. Memory is taken for what the length of the file bears out, never for what it announces.
 */
final class NpzReader implements Closeable {
  private static final int BUFFER = 1 << 16;
  private static final byte[] FIRST = {'P', 'K', 3, 4};
  private static final byte[] LAST = {'P', 'K', 5, 6};

  /** The length of a zip file's end, which begins with {@link #LAST}. */
  private static final int END = 22;

  private final String file;
  private final long length;
  private final ZipInputStream zip;

  private NpzReader(String file, long length, InputStream in) {
    this.file = file;
    this.length = length;
    this.zip = new ZipInputStream(in);
  }

  /**
   * Opens a file and looks at both of its ends.
   *
   * @throws InvalidInputException if it is no zip file, or breaks off
   * @throws IOException if the file system fails
   */
  static NpzReader open(FileSystem files, Path path) throws IOException {
    String file = ShownPath.of(path).toString();
    long length = files.getFileStatus(path).getLen();
    FSDataInputStream in = files.open(path);
    try {
      byte[] four = new byte[FIRST.length];
      if (length >= four.length) {
        in.readFully(0, four);
      }
      if (!Arrays.equals(four, FIRST)) {
        throw ModelFault.other(
            file,
            length == 0 ? "it is empty" : "it is no zip file, as numpy's npz files are",
            "Copy it again from where it was made.");
      }
      if (length >= END) {
        in.readFully(length - END, four);
      }
      if (!Arrays.equals(four, LAST)) {
        throw ModelFault.cutOff(file, "after byte " + length);
      }
      return new NpzReader(file, length, new BufferedInputStream(in, BUFFER));
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /**
   * Reads the next entry.
   *
   * @param name what it has to be called
   * @param most the most bytes that it may have
   * @return all of its bytes
   * @throws InvalidInputException if it is another, longer, or damaged
   * @throws IOException if the file system fails
   */
  byte[] bytes(String name, int most) throws IOException {
    return entry(
        name,
        size -> {
          if (size > Math.min(most, length)) {
            throw ModelFault.corrupt(
                file,
                "%s announces %d bytes, %d are possible"
                    .formatted(name, size, Math.min(most, length)));
          }
          return zip.readNBytes((int) size);
        });
  }

  /**
   * Reads W1, b1 ... WL, bL, which are the next entries.
   *
   * @param topology their shapes
   * @return new parameters
   * @throws InvalidInputException if an array is missing, of another shape, or damaged
   * @throws IOException if the file system fails
   */
  Parameters parameters(Topology topology) throws IOException {
    if (length < topology.size() * Double.BYTES) {
      throw ModelFault.corrupt(
          file,
          "it has %d bytes, the %d parameters of %s alone are %d"
              .formatted(length, topology.size(), topology, topology.size() * Double.BYTES));
    }
    Parameters parameters = new Parameters(topology);
    arrays("", parameters);
    return parameters;
  }

  /**
   * Reads what {@link NpzWriter#arrays} wrote, the next entries.
   *
   * @param prefix stands before every name
   * @param arrays overwritten
   * @throws InvalidInputException if an array is missing, of another shape, or damaged
   * @throws IOException if the file system fails
   */
  void arrays(String prefix, LayerArrays arrays) throws IOException {
    Topology topology = arrays.topology();
    for (int l = 1; l <= topology.layers(); l++) {
      int inputs = topology.inputs(l);
      int outputs = topology.outputs(l);
      array(prefix + "W" + l, arrays.weights(l).values(), inputs, outputs);
      array(prefix + "b" + l, arrays.biases(l).values(), outputs);
    }
  }

  /**
   * Expects no other entry.
   *
   * @param topology whose arrays have been read
   * @throws InvalidInputException if there is one
   * @throws IOException if the file system fails
   */
  void end(Topology topology) throws IOException {
    if (next("an end") != null) {
      throw ModelFault.other(
          file, "it holds more than the arrays of " + topology, "Use files of one model.");
    }
  }

  private void array(String name, double[] numbers, int... shape) throws IOException {
    entry(
        name + ".npy",
        size -> {
          NpyHeader.require(file, name, zip, shape);
          ByteBuffer chunk = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
          for (int from = 0; from < numbers.length; ) {
            int count = Math.min(BUFFER / Double.BYTES, numbers.length - from);
            if (zip.readNBytes(chunk.array(), 0, count * Double.BYTES) < count * Double.BYTES) {
              throw ModelFault.corrupt(
                  file, "%s holds less than its %d numbers".formatted(name, numbers.length));
            }
            chunk.asDoubleBuffer().get(numbers, from, count);
            from += count;
          }
          return numbers;
        });
  }

  /** Reads what an entry holds, knowing its size in bytes. */
  @FunctionalInterface
  private interface Body<T> {
    T read(long size) throws IOException;
  }

  private <T> T entry(String name, Body<T> body) throws IOException {
    ZipEntry entry = next(name);
    if (entry == null || !entry.getName().equals(name)) {
      throw ModelFault.corrupt(
          file,
          "%s is missing, %s stands in its place"
              .formatted(name, entry == null ? "the end" : printable(entry.getName())));
    }
    if (entry.getMethod() != ZipEntry.STORED) {
      throw ModelFault.other(
          file, name + " is compressed", "Store it: numpy.savez, not numpy.savez_compressed.");
    }
    return checked(
        name,
        () -> {
          T value = body.read(entry.getSize());
          if (zip.read() >= 0) {
            throw ModelFault.corrupt(file, "%s is longer than it should be".formatted(name));
          }
          return value;
        });
  }

  private ZipEntry next(String name) throws IOException {
    return checked(name, zip::getNextEntry);
  }

  /** Reads from the zip file. */
  @FunctionalInterface
  private interface Reading<T> {
    T get() throws IOException;
  }

  /** The JDK tells of a broken zip file in three ways. */
  private <T> T checked(String name, Reading<T> reading) throws IOException {
    try {
      return reading.get();
    } catch (EOFException e) {
      throw ModelFault.cutOff(file, "in " + name);
    } catch (ZipException | IllegalArgumentException e) {
      throw ModelFault.corrupt(file, "%s: %s".formatted(name, printable(e.getMessage())));
    }
  }

  private static String printable(String text) {
    String line = String.valueOf(text).replaceAll("\\p{Cntrl}", "?");
    return line.length() <= 80 ? line : line.substring(0, 80) + "...";
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
