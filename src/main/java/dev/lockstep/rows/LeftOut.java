package dev.lockstep.rows;

import java.io.Serializable;

/**
 * A row of the input that was left out.
 *
 * @param place its number in the input, from 0; no other row has it
 * @param file what messages call the file
 * @param line where the row begins, from 1
 * @param reason why, in one line, such as {@code column age: is missing}
 */
public record LeftOut(long place, String file, long line, String reason) implements Serializable {
  private static final long serialVersionUID = 1L;
}
