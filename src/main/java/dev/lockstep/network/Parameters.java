package dev.lockstep.network;

import org.apache.commons.codec.digest.DigestUtils;

/**
 * W1, b1 ... WL, bL: everything a network has learned.
 *
 * <p>Owned by one thread at a time: the driver's training loop changes them between steps, when no
 * task whose result counts is reading. In local mode a broadcast is this very object; a task that
 * Spark has given up may read it while it changes, and its result is thrown away.
 */
public final class Parameters extends LayerArrays {
  private static final long serialVersionUID = 1L;

  /** All zeros. */
  public Parameters(Topology topology) {
    super(topology);
  }

  /** Whether no parameter is infinite or NaN. */
  public boolean areFinite() {
    for (int i = 0; i < arrays(); i++) {
      for (double w : array(i)) {
        if (!Double.isFinite(w)) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * The fingerprint of a training run: SHA-256 over W1, b1, W2, b2 ... row by row as little-endian
   * float64, in 64 hexadecimal digits.
   */
  public String sha256() {
    return DigestUtils.sha256Hex(toBytes());
  }
}
