package dev.lockstep.io;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** A file in memory. */
public final class InMemory implements NamedFile {
  private final String name;
  private final byte[] bytes;

  /** A file of these bytes, which are not copied. */
  public InMemory(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long length() {
    return bytes.length;
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(bytes);
  }
}
