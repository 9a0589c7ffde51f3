package dev.lockstep.rows.text;

import dev.lockstep.io.InputFile;
import dev.lockstep.io.IoFault;
import dev.lockstep.option.Choice;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.commons.io.input.ReaderInputStream;
import org.apache.hadoop.conf.Configuration;

/** How the characters of a file are written. Whatever it is, lines come as UTF-8. */
public enum TextEncoding implements Choice {
  /** UTF-8; or UTF-16, if the mark of that begins the file. */
  UTF_8,
  /** UTF-16, with or without its mark. */
  UTF_16,
  /** ISO 8859-1. */
  LATIN_1;

  /** The two bytes of a mark. */
  private static final int MARK = 2;

  /** Whether a file can only be read from its beginning, because it is not UTF-8. */
  boolean isConverted(InputFile file, Configuration hadoop) {
    return this != UTF_8 || !charset(file.head(MARK, hadoop)).equals(StandardCharsets.UTF_8);
  }

  /** The first bytes of a file, as UTF-8. */
  byte[] head(InputFile file, int most, Configuration hadoop) {
    try (InputStream in = convert(file.open(0, hadoop))) {
      return in.readNBytes(most);
    } catch (IOException e) {
      throw IoFault.of(file.name(), e);
    }
  }

  /**
   * Converts a file.
   *
   * @param in at its first byte
   * @return the same in UTF-8; closes the stream
   */
  InputStream convert(InputStream in) throws IOException {
    PushbackInputStream bytes = new PushbackInputStream(in, MARK);
    byte[] start = bytes.readNBytes(MARK);
    bytes.unread(start);
    Charset charset = charset(start);
    return charset.equals(StandardCharsets.UTF_8)
        ? bytes
        : ReaderInputStream.builder()
            .setReader(new InputStreamReader(bytes, charset))
            .setCharset(StandardCharsets.UTF_8)
            .get();
  }

  private Charset charset(byte[] start) {
    int first = start.length < MARK ? -1 : start[0] & 0xff;
    int second = start.length < MARK ? -1 : start[1] & 0xff;
    boolean isMarked = (first == 0xfe && second == 0xff) || (first == 0xff && second == 0xfe);
    return switch (this) {
      case UTF_8 -> isMarked ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
      case UTF_16 -> second == 0 && !isMarked ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16;
      case LATIN_1 -> StandardCharsets.ISO_8859_1;
    };
  }
}
