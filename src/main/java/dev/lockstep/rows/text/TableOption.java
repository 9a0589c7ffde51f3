package dev.lockstep.rows.text;

import java.util.function.Function;

/**
 * An option of reading tables, declared once: {@code --delimiter}, its help, its values. {@link
 * TableOptions} lists all; a format names those that it obeys.
 *
 * @param name without dashes
 * @param placeholder stands for its value in the help
 * @param parser makes a value of a text; throws a {@link RuntimeException} for what is none
 * @param expected what a text should have been, as a message says it
 * @param byDefault its value where none is given
 * @param defaultText the default in words
 * @param help what it does
 */
public record TableOption<T>(
    String name,
    String placeholder,
    Function<String, T> parser,
    String expected,
    T byDefault,
    String defaultText,
    String help) {}
