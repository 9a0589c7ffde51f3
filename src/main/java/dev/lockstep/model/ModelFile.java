package dev.lockstep.model;

import dev.lockstep.network.Parameters;
import java.io.IOException;
import java.io.OutputStream;

/**
 * {@code model.npz}, which numpy's {@code np.load} reads: W1, b1 ... WL, bL as float64, W{@code l}
 * of shape (d(l-1), d(l)) and b{@code l} of shape (d(l),).
 *
 * <p>The entries are stored, not compressed, and all of one date, so the same parameters give the
 * same bytes.
 */
public final class ModelFile {
  private ModelFile() {}

  /**
   * Writes a model.
   *
   * @param parameters what to write
   * @param out gets the file's bytes; stays open
   * @throws IOException if {@code out} fails
   */
  public static void write(Parameters parameters, OutputStream out) throws IOException {
    NpzWriter npz = new NpzWriter(out);
    npz.parameters(parameters);
    npz.finish();
  }
}
