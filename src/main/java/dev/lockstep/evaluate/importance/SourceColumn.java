package dev.lockstep.evaluate.importance;

import java.io.Serializable;

/**
 * A column of a table and the numbers of x that are made of it.
 *
 * @param name what it is called
 * @param from the first of its numbers in x
 * @param to behind the last of them
 */
public record SourceColumn(String name, int from, int to) implements Serializable {
  private static final long serialVersionUID = 1L;
}
