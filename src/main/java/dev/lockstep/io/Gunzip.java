package dev.lockstep.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * Unpacks gzip, one member or several in a row, to its very end: cut off, corrupt and followed by
 * something else are three faults.
 */
public final class Gunzip extends InputStream {
  private final String file;
  private final GzipCompressorInputStream in;
  private boolean betweenMembers;

  /**
   * Starts unpacking.
   *
   * @param file what messages call the file
   * @param packed buffered, at the first byte; closed with this
   * @throws InvalidInputException if the gzip header is broken
   */
  public Gunzip(String file, InputStream packed) {
    this.file = file;
    try {
      in =
          GzipCompressorInputStream.builder()
              .setInputStream(packed)
              .setDecompressConcatenated(true)
              .setOnMemberStart(member -> betweenMembers = false)
              .setOnMemberEnd(member -> betweenMembers = true)
              .get();
    } catch (IOException e) {
      throw fault(e);
    }
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /**
   * Fills as much of the range as there is.
   *
   * @throws InvalidInputException if the packed data is cut off, corrupt or followed by other bytes
   */
  @Override
  public int read(byte[] bytes, int offset, int length) {
    try {
      return in.read(bytes, offset, length);
    } catch (IOException e) {
      throw fault(e);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private InvalidInputException fault(IOException e) {
    String fault =
        e instanceof EOFException
            ? "its gzip data breaks off. Probably cut off while downloading: download it again"
            : betweenMembers
                ? "other bytes follow the end of its gzip data. Remove them or download it again"
                : MessageText.firstLine(e) + ". Copy or download it again";
    return new InvalidInputException("Cannot read %s: %s.".formatted(file, fault), e);
  }
}
