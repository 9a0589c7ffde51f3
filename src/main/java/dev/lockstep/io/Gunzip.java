package dev.lockstep.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.io.input.ProxyInputStream;

/**
 * Unpacks gzip, one member or several in a row, to its very end: cut off, corrupt and followed by
 * something else are three faults, each an {@link InvalidInputException}.
 */
public final class Gunzip extends ProxyInputStream {
  private final String file;
  private boolean betweenMembers;

  /**
   * Starts unpacking.
   *
   * @param file what messages call the file
   * @param packed buffered, at the first byte; closed with this
   * @throws InvalidInputException if the gzip header is broken
   */
  public Gunzip(String file, InputStream packed) {
    super((InputStream) null);
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
      handleIOException(e);
    }
  }

  @Override
  protected void handleIOException(IOException e) {
    String fault =
        e instanceof EOFException
            ? "its gzip data breaks off. Probably cut off while downloading: download it again"
            : betweenMembers
                ? "other bytes follow the end of its gzip data. Remove them or download it again"
                : MessageText.firstLine(e) + ". Copy or download it again";
    throw new InvalidInputException("Cannot read %s: %s.".formatted(file, fault), e);
  }
}
