package dev.lockstep.model;

import dev.lockstep.network.Parameters;
import dev.lockstep.network.Topology;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * {@code model.npz}, which numpy's {@code np.load} reads: W1, b1 ... WL, bL as float64, W{@code l}
 * of shape (d(l-1), d(l)) and b{@code l} of shape (d(l),).
 *
 * <p>The entries are stored, not compressed, and all of one date, so the same parameters give the
 * same bytes.
 */
public final class ModelFile {
  /** Not January: Java adds the time zone's time to the first date that a zip file can have. */
  private static final LocalDateTime DATE = LocalDateTime.of(1980, 2, 1, 0, 0);

  private ModelFile() {}

  /**
   * Writes a model.
   *
   * @param parameters what to write
   * @param out gets the file's bytes; stays open
   * @throws IOException if {@code out} fails
   */
  public static void write(Parameters parameters, OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    Topology topology = parameters.topology();
    for (int l = 1; l <= topology.layers(); l++) {
      double[] w = parameters.weights(l).values();
      add(zip, "W" + l, w, topology.inputs(l), topology.outputs(l));
      add(zip, "b" + l, parameters.biases(l).values(), topology.outputs(l));
    }
    zip.finish();
  }

  private static void add(ZipOutputStream zip, String name, double[] numbers, int... shape)
      throws IOException {
    ZipEntry entry = new ZipEntry(name + ".npy");
    entry.setMethod(ZipEntry.STORED);
    entry.setTimeLocal(DATE);
    entry.setSize(NpyFormat.size(shape));
    entry.setCrc(crc(numbers, shape));
    zip.putNextEntry(entry);
    NpyFormat.write(zip, numbers, shape);
    zip.closeEntry();
  }

  /** A stored entry tells its checksum before its bytes. */
  private static long crc(double[] numbers, int... shape) throws IOException {
    CRC32 crc = new CRC32();
    NpyFormat.write(new CheckedOutputStream(OutputStream.nullOutputStream(), crc), numbers, shape);
    return crc.getValue();
  }
}
