package dev.lockstep.transport;

import java.io.Serializable;
import java.security.SecureRandom;

/**
 * The random name of one attempt at one epoch, 128 bits: who knows it takes part. It stands in
 * every message, and is printed nowhere.
 *
 * @param high its first 64 bits
 * @param low its last 64 bits
 */
public record Attempt(long high, long low) implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * A name that nobody can guess.
   *
   * @return a new one
   */
  public static Attempt draw() {
    return new Attempt(RANDOM.nextLong(), RANDOM.nextLong());
  }

  /** Without the number, which is a secret. */
  @Override
  public String toString() {
    return "attempt";
  }
}
