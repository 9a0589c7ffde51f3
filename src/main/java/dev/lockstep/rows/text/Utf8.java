package dev.lockstep.rows.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Texts out of bytes that were widened to a character each. */
final class Utf8 {
  private Utf8() {}

  /**
   * Reads a text, without the blanks around it.
   *
   * @param bytes a byte in each character
   * @return the text; null if the bytes are not UTF-8
   */
  static String text(char[] bytes, int from, int length) {
    boolean ascii = true;
    for (int i = from; i < from + length && ascii; i++) {
      ascii = bytes[i] < 0x80;
    }
    String text = new String(bytes, from, length);
    try {
      return (ascii ? text : decode(text)).strip();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static String decode(String text) throws CharacterCodingException {
    return StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT)
        .decode(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)))
        .toString();
  }

  /** The same for a message: what is not UTF-8 stands as Latin-1. */
  static String shown(char[] bytes, int from, int length) {
    String text = text(bytes, from, length);
    return Fault.shown(text == null ? new String(bytes, from, length) : text);
  }
}
