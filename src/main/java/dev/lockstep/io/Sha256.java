package dev.lockstep.io;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of bytes that arrive one part after the other. Not thread-safe. */
public final class Sha256 {
  private static final int BUFFER = 1 << 18;

  private final MessageDigest digest;

  /** Of no bytes yet. */
  public Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** Of all bytes of a stream, in hexadecimal. */
  public static String of(InputStream in) throws IOException {
    Sha256 sha256 = new Sha256();
    byte[] buffer = new byte[BUFFER];
    for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
      sha256.add(buffer, 0, count);
    }
    return sha256.hex();
  }

  /** The same stream, which gives its bytes here, too, as it is read. */
  public InputStream taking(InputStream in) {
    return new DigestInputStream(in, digest);
  }

  /** Takes the next bytes. */
  public void add(byte[] bytes, int from, int count) {
    digest.update(bytes, from, count);
  }

  /** The digest in hexadecimal; begins anew. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
