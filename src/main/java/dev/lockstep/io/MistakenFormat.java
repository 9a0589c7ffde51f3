package dev.lockstep.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Formats that are taken for data by mistake, known by a file's first bytes as Latin-1 text. */
public enum MistakenFormat {
  /** HTML. */
  WEB_PAGE("<", 0, "It looks like a web page, saved in place of the file: download it again."),
  /** What Git keeps in place of a large file that is stored elsewhere. */
  GIT_LFS("version https://git-lfs", 0, "It is a Git LFS pointer: run git lfs pull."),
  /** Gzip, within gzip. */
  GZIP("\u001f\u008b", 0, "It is gzipped twice: unpack it once."),
  /** A zip archive. */
  ZIP("PK\u0003\u0004", 0, "It is a zip archive: unpack it."),
  /** A tar archive. */
  TAR("ustar", 257, "It is a tar archive: unpack it."),
  /** Packed with bzip2. */
  BZIP2("BZh", 0, "It is packed with bzip2: unpack it."),
  /** Packed with xz. */
  XZ("\u00fd7zXZ", 0, "It is packed with xz: unpack it."),
  /** Packed with zstd. */
  ZSTANDARD("(\u00b5/\u00fd", 0, "It is packed with zstd: unpack it.");

  private static final int HEAD = 512;

  private final String signature;
  private final int offset;
  private final String advice;

  MistakenFormat(String signature, int offset, String advice) {
    this.signature = signature;
    this.offset = offset;
    this.advice = advice;
  }

  /**
   * What to do with a file that is not what it was taken for.
   *
   * @param start the bytes already read
   * @param in the bytes that follow
   * @return a sentence, which is a question where no format is recognised
   */
  public static String adviceFor(byte[] start, InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    head.writeBytes(start);
    head.writeBytes(in.readNBytes(HEAD - start.length));
    return adviceFor(head.toByteArray()).orElse("Is it the right file?");
  }

  /**
   * What to do with a file of one of these formats.
   *
   * @param head its first 512 bytes, or all if it has fewer
   * @return a sentence; empty if no format is recognised
   */
  public static Optional<String> adviceFor(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    for (MistakenFormat format : values()) {
      if (text.startsWith(format.signature, format.offset)) {
        return Optional.of(format.advice);
      }
    }
    return text.stripLeading().startsWith(WEB_PAGE.signature)
        ? Optional.of(WEB_PAGE.advice)
        : Optional.empty();
  }
}
