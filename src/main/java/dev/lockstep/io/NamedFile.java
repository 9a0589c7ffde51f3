package dev.lockstep.io;

import java.io.IOException;
import java.io.InputStream;

/**
 * A file and what messages call it. What reads models knows files by this interface alone, so that
 * it works without Hadoop.
 */
public interface NamedFile {
  /** What messages call it. */
  String name();

  /** Its length in bytes. */
  long length() throws IOException;

  /** Opens it at its first byte; closed by the caller. */
  InputStream open() throws IOException;
}
