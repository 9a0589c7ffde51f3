package dev.lockstep.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Texts out of the bytes of a line. */
public final class Utf8 {
  private Utf8() {}

  /** A text without the blanks around it; null if the bytes are not UTF-8. */
  public static String text(byte[] bytes, int from, int length) {
    String text = new String(bytes, from, length, UTF_8);
    return text.indexOf('\ufffd') < 0 || isValid(bytes, from, length) ? text.strip() : null;
  }

  private static boolean isValid(byte[] bytes, int from, int length) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, length));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** The same, or else the bytes as Latin-1. */
  public static String textOrLatin(byte[] bytes, int from, int length) {
    String text = text(bytes, from, length);
    return text == null ? new String(bytes, from, length, ISO_8859_1) : text;
  }

  /** The same as a message shows it. */
  public static String shown(byte[] bytes, int from, int length) {
    return MessageText.oneLine(textOrLatin(bytes, from, length));
  }
}
