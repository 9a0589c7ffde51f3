package dev.lockstep.model;

import dev.lockstep.network.LayerArrays;
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
 * Writes a zip file of stored entries, all of one date: the same contents give the same bytes, and
 * numpy's {@code np.load} reads them.
 */
final class NpzWriter {
  /** Not January: Java adds the time zone's time to the first date that a zip file can have. */
  private static final LocalDateTime DATE = LocalDateTime.of(1980, 2, 1, 0, 0);

  private final ZipOutputStream zip;

  NpzWriter(OutputStream out) {
    this.zip = new ZipOutputStream(out);
  }

  /** Writes a whole {@code model.npz}: the parameters and nothing else; {@code out} stays open. */
  static void write(Parameters parameters, OutputStream out) throws IOException {
    NpzWriter npz = new NpzWriter(out);
    npz.arrays("", parameters);
    npz.finish();
  }

  /** Adds a file. */
  void bytes(String name, byte[] bytes) throws IOException {
    add(name, bytes.length, out -> out.write(bytes));
  }

  /**
   * Adds W1, b1 ... WL, bL as float64, W{@code l} as (inputs, outputs), b{@code l} as (outputs,),
   * or an optimiser's moments of them.
   *
   * @param prefix stands before every name
   */
  void arrays(String prefix, LayerArrays arrays) throws IOException {
    Topology topology = arrays.topology();
    for (int l = 1; l <= topology.layers(); l++) {
      double[] w = arrays.weights(l).values();
      array(prefix + "W" + l, w, topology.inputs(l), topology.outputs(l));
      array(prefix + "b" + l, arrays.biases(l).values(), topology.outputs(l));
    }
  }

  private void array(String name, double[] numbers, int... shape) throws IOException {
    add(name + ".npy", NpyFormat.size(shape), out -> NpyFormat.write(out, numbers, shape));
  }

  private void add(String name, long size, TrainedModel.Contents contents) throws IOException {
    CRC32 crc = new CRC32(); // a stored entry tells its checksum before its bytes
    contents.writeTo(new CheckedOutputStream(OutputStream.nullOutputStream(), crc));
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setTimeLocal(DATE);
    entry.setSize(size);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    contents.writeTo(zip);
    zip.closeEntry();
  }

  /** Ends the file and leaves it open. */
  void finish() throws IOException {
    zip.finish();
  }
}
