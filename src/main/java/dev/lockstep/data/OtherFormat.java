package dev.lockstep.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What people save in the place of an IDX file, known by its first bytes (as Latin-1 text). */
enum OtherFormat {
  WEB_PAGE("<", 0, "It looks like a web page, saved in place of the file: download it again."),
  GIT_LFS("version https://git-lfs", 0, "It is a Git LFS pointer: run git lfs pull."),
  GZIP("\u001f\u008b", 0, "It is gzipped twice: unpack it once."),
  ZIP("PK\u0003\u0004", 0, "It is a zip archive: unpack it."),
  TAR("ustar", 257, "It is a tar archive: unpack it."),
  BZIP2("BZh", 0, "It is packed with bzip2: unpack it."),
  XZ("\u00fd7zXZ", 0, "It is packed with xz: unpack it."),
  ZSTANDARD("(\u00b5/\u00fd", 0, "It is packed with zstd: unpack it.");

  private static final int HEAD = 512;

  private final String signature;
  private final int offset;
  private final String advice;

  OtherFormat(String signature, int offset, String advice) {
    this.signature = signature;
    this.offset = offset;
    this.advice = advice;
  }

  /**
   * What to do with a file that is not IDX.
   *
   * @param start the bytes already read
   * @param in what follows them
   */
  static String adviceFor(byte[] start, InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    head.writeBytes(start);
    head.writeBytes(in.readNBytes(HEAD - start.length));
    String text = head.toString(StandardCharsets.ISO_8859_1);
    for (OtherFormat format : values()) {
      if (text.startsWith(format.signature, format.offset)) {
        return format.advice;
      }
    }
    return text.stripLeading().startsWith(WEB_PAGE.signature)
        ? WEB_PAGE.advice
        : "Is it the right file?";
  }
}
