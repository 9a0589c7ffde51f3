package dev.lockstep.option;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The values that a setting can have: how a text becomes one, and which of them are in range.
 *
 * @param <T> an immutable class: Integer, Double, Boolean, String, a {@link Choice} or a list
 * @param placeholder stands for a value in the help, such as {@code N}
 * @param parser makes a value of a text; throws what it likes
 * @param expected what a text has to be, such as {@code a whole number}
 * @param bounds tells whether a value is in range
 * @param range the range in words, such as {@code 0 or more}
 * @param members all values of a choice by name; empty for other values
 */
public record Values<T>(
    String placeholder,
    Function<String, T> parser,
    String expected,
    Predicate<T> bounds,
    String range,
    List<T> members) {
  private static final String EMPTY_LIST = "none";

  /** Values of any kind, all of them in range. */
  public Values(String placeholder, Function<String, T> parser, String expected) {
    this(placeholder, parser, expected, value -> true, "", List.of());
  }

  /** Whole numbers in decimal, from {@code least} to 2147483647. */
  public static Values<Integer> wholeFrom(int least) {
    return whole().within(value -> value >= least, least + " or more");
  }

  /** Whole numbers in decimal, from {@code least} to {@code most}. */
  public static Values<Integer> whole(int least, int most) {
    return whole().within(value -> value >= least && value <= most, least + " to " + most);
  }

  private static Values<Integer> whole() {
    return new Values<>("N", Integer::valueOf, "a whole number up to 2147483647");
  }

  /** Real numbers in decimal, such as 0.5 or 1e-3, above 0 and finite. */
  public static Values<Double> positive() {
    return real().within(value -> value > 0 && Double.isFinite(value), "positive and finite");
  }

  /** Real numbers in decimal, 0 or more and finite. */
  public static Values<Double> notNegative() {
    return real().within(value -> value >= 0 && Double.isFinite(value), "0 or more, and finite");
  }

  /** Real numbers in decimal, all of them in range. {@code 1e999} is infinite, as in Java. */
  public static Values<Double> real() {
    return new Values<>("X", text -> new BigDecimal(text).doubleValue(), "a finite number");
  }

  /** {@code true} and {@code false}; an option without a value is true. */
  public static Values<Boolean> flag() {
    return choice(List.of(true, false), String::valueOf, "true or false");
  }

  /** The members of an enum or a list, by their labels. */
  public static <C extends Choice> Values<C> choice(List<C> members) {
    return choice(members, Choice::label, "one of " + joined(members, Choice::label, ", "));
  }

  /** Some words, and no others. */
  public static Values<String> words(List<String> words) {
    return choice(words, Function.identity(), "one of " + String.join(", ", words));
  }

  private static <C> Values<C> choice(List<C> members, Function<C, String> label, String expected) {
    Function<String, C> parser =
        text -> members.stream().filter(c -> label.apply(c).equals(text)).findFirst().orElseThrow();
    return new Values<>("KIND", parser, expected, value -> true, "", members);
  }

  /** Lists between commas, and {@code none} for an empty list. */
  public static <E> Values<List<E>> list(Values<E> elements, String expected) {
    return new Values<>(
        "LIST",
        text ->
            text.equals(EMPTY_LIST)
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(elements.parser).toList(),
        expected,
        list -> list.stream().allMatch(elements.bounds),
        elements.range,
        elements.members.size() == 1 ? List.of(elements.members) : List.of());
  }

  /** The same values within bounds, and the bounds in words. */
  public Values<T> within(Predicate<T> isInRange, String inWords) {
    return new Values<>(placeholder, parser, expected, isInRange, inWords, members);
  }

  /** The same values, with another placeholder in the help. */
  public Values<T> called(String other) {
    return new Values<>(other, parser, expected, bounds, range, members);
  }

  /** A value as an option and a configuration file have it. */
  public static String text(Object value) {
    if (value instanceof List<?> list) {
      return list.isEmpty() ? EMPTY_LIST : joined(list, Values::text, ",");
    }
    return value instanceof Choice choice ? choice.label() : String.valueOf(value);
  }

  private static <C> String joined(List<C> list, Function<C, String> text, String separator) {
    return list.stream().map(text).collect(Collectors.joining(separator));
  }
}
