package dev.lockstep.option;

import dev.lockstep.io.InvalidInputException;

/**
 * One setting, declared once: an option {@code --batch-size}, the key {@code batch-size} of a
 * configuration file and, for a setting of training, the field {@code batch_size} of a JSON file, a
 * line of the report and a condition for resuming.
 *
 * @param <T> what its values are
 * @param name without dashes, in lower case with hyphens
 * @param values those that can be given
 * @param byDefault its value where none is given, in range or not; null for none
 * @param defaultText the default in words; empty for none
 * @param help says what it does
 * @param changesBits whether another value gives other parameters, so that a resumed run must have
 *     the checkpoint's
 */
public record Setting<T>(
    String name,
    Values<T> values,
    T byDefault,
    String defaultText,
    String help,
    boolean changesBits) {

  /** A setting that changes bits, with a default that can be given. */
  public Setting(String name, Values<T> values, T byDefault, String help) {
    this(name, values, byDefault, Values.text(byDefault), help, true);
  }

  /** An option that need not have a value; its help says what that means. */
  public static <T> Setting<T> optional(String name, Values<T> values, String help) {
    return new Setting<>(name, values, null, "", help, true);
  }

  /** The same setting, which changes no bit. */
  public Setting<T> changingNoBits() {
    return new Setting<>(name, values, byDefault, defaultText, help, false);
  }

  /** The field of a JSON file: {@code batch_size}. */
  public String jsonKey() {
    return name.replace('-', '_');
  }

  /** Whether it is true or false, and as an option true without a value: {@code --shuffle}. */
  public boolean isFlag() {
    return values.members().contains(true);
  }

  /** Whether there is anything to choose: not if it is a choice with a single member. */
  public boolean isChoosable() {
    return values.members().size() != 1;
  }

  /**
   * A value in range, of the command line or a file.
   *
   * @throws InvalidInputException naming the option
   */
  public T parse(String text) {
    T value;
    try {
      value = values.parser().apply(text);
    } catch (RuntimeException e) { // a parser throws what it likes
      throw new InvalidInputException(
          name, "is '%s', which is not %s.".formatted(text, values.expected()));
    }
    return require(value);
  }

  /**
   * The value, if it is in range.
   *
   * @throws InvalidInputException naming the option, if it is not
   */
  public T require(T value) {
    if (!values.bounds().test(value)) {
      throw new InvalidInputException(
          name, "is %s, which is out of range: %s.".formatted(Values.text(value), values.range()));
    }
    return value;
  }

  @Override
  public String toString() {
    return name;
  }
}
