package dev.lockstep.io;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** A file in memory. */
public record InMemory(String name, byte[] bytes) implements NamedFile {
  @Override
  public long length() {
    return bytes.length;
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(bytes);
  }
}
