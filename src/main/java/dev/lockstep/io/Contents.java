package dev.lockstep.io;

import java.io.IOException;
import java.io.OutputStream;

/** Writes a file's bytes. */
@FunctionalInterface
public interface Contents {
  /**
   * Writes all of them; a second call writes the same.
   *
   * @param out the new file; closed by the caller
   * @throws IOException if the file system fails
   */
  void writeTo(OutputStream out) throws IOException;
}
