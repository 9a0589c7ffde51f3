package dev.lockstep.io;

import java.util.List;
import java.util.stream.Collectors;

/** Texts from outside, as a message of one line may show them. */
public final class MessageText {
  private static final int LONGEST = 40;

  /** Names of columns in a message. */
  private static final int MOST_COLUMNS = 12;

  private MessageText() {}

  /**
   * A value of a file: without control characters or line ends, cut short after 40 characters.
   *
   * @param text of any kind
   * @return the text; U+FFFD stands for each control character, three dots for what was cut off
   */
  public static String oneLine(String text) {
    return oneLine(text, LONGEST);
  }

  /** The same, cut short after another number of characters. */
  public static String oneLine(String text, int longest) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(longest)
        .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? 0xfffd : c)
        .forEach(shown::appendCodePoint);
    return text.codePointCount(0, text.length()) > longest ? shown + "..." : shown.toString();
  }

  /**
   * Names as a sentence lists them: {@code a, b, c and 7 more}.
   *
   * @param most how many are named; the rest is counted
   */
  public static String list(List<String> names, int most) {
    String text = names.stream().limit(most).collect(Collectors.joining(", "));
    return names.size() <= most ? text : text + " and %d more".formatted(names.size() - most);
  }

  /** Names of columns as messages list them; one that is empty in quotes. */
  public static String columns(List<String> names) {
    return list(
        names.stream().map(name -> name.isEmpty() ? "''" : oneLine(name)).toList(), MOST_COLUMNS);
  }

  /**
   * The first line of an exception's message without its full stop; the class's name where there is
   * no message.
   *
   * @return at least one character
   */
  public static String firstLine(Throwable e) {
    String message = firstLine(String.valueOf(e.getMessage())).strip();
    message = message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    return message.isEmpty() || e.getMessage() == null ? e.getClass().getSimpleName() : message;
  }

  /** The first line of a text, as it is; nothing of an empty one. */
  public static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  /** A path or URL without {@code file:} and without a password that it may hold. */
  public static String path(Object path) {
    String shown =
        path.toString()
            .replaceFirst("^file:/+", "/")
            .replaceFirst("://([^/@:]*):[^/]*@", "://$1:***@");
    return shown.isEmpty() ? "." : shown;
  }
}
