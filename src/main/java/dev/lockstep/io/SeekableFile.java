package dev.lockstep.io;

import java.io.IOException;
import java.io.InputStream;

/**
 * A file that can be read from any byte on. What reads models knows files by this interface alone,
 * so that it works without Hadoop.
 */
public interface SeekableFile {
  /** What messages call it. */
  String name();

  /** Its length in bytes. */
  long length() throws IOException;

  /** Opens it at a byte; closed by the caller. */
  InputStream open(long from) throws IOException;
}
