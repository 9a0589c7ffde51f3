package dev.lockstep.config;

import dev.lockstep.io.InvalidInputException;
import java.util.function.Function;

/**
 * One setting, declared once: an option {@code --batch-size}, the key {@code batch-size} of a
 * configuration file, the field {@code batch_size} of a JSON file, and a line of the report.
 *
 * @param <T> what its values are
 * @param name without dashes, in lower case with hyphens
 * @param placeholder stands for its value in the help, such as {@code N}; empty for a flag
 * @param values those that it can have
 * @param byDefault its value where none is given, which may follow from other settings; null for an
 *     option that has no value then
 * @param defaultText the default in words
 * @param help says what it does
 * @param changesBits whether another value gives other parameters, so that a resumed run must have
 *     the checkpoint's
 */
public record Setting<T>(
    String name,
    String placeholder,
    Values<T> values,
    Function<TrainingSettings, T> byDefault,
    String defaultText,
    String help,
    boolean changesBits) {

  /**
   * A setting that changes bits, with a default that follows from nothing.
   *
   * @param name without dashes
   * @param placeholder stands for its value in the help
   * @param values those that it can have
   * @param byDefault its value where none is given
   * @param help says what it does
   */
  public Setting(String name, String placeholder, Values<T> values, T byDefault, String help) {
    this(name, placeholder, values, settings -> byDefault, Values.text(byDefault), help, true);
  }

  /**
   * An option that need not have a value.
   *
   * @param name without dashes
   * @param placeholder stands for its value in the help
   * @param values those that it can have
   * @param help says what it does, and what its absence means
   */
  public static <T> Setting<T> optional(
      String name, String placeholder, Values<T> values, String help) {
    return new Setting<>(name, placeholder, values, settings -> null, "", help, true);
  }

  /** The same setting, which changes no bit. */
  Setting<T> changingNoBits() {
    return new Setting<>(name, placeholder, values, byDefault, defaultText, help, false);
  }

  /** The field of a JSON file: {@code batch_size}. */
  String jsonKey() {
    return name.replace('-', '_');
  }

  /**
   * Whether it is given without a value: {@code --shuffle}.
   *
   * @return true if it is true or false
   */
  public boolean isFlag() {
    return values.members().contains(true);
  }

  /**
   * Whether there is anything to choose.
   *
   * @return false for a choice with a single member
   */
  public boolean isChoosable() {
    return values.members().size() != 1;
  }

  /**
   * Reads a value and checks it.
   *
   * @param text from the command line or a file
   * @return a value in range
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
    require(value);
    return value;
  }

  /** Checks that a value is in range. */
  void require(T value) {
    if (!values.bounds().test(value)) {
      throw new InvalidInputException(
          name, "is %s, which is out of range: %s.".formatted(Values.text(value), values.range()));
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
