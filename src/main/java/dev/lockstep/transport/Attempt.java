package dev.lockstep.transport;

import java.io.Serializable;
import java.security.SecureRandom;

/**
 * The random name of one attempt at one slice, 128 bits: a sender that presents it is a
 * participant. It stands in every message, and is printed nowhere.
 */
public record Attempt(long high, long low) implements Serializable {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** A new name that nobody can guess. */
  public static Attempt draw() {
    return new Attempt(RANDOM.nextLong(), RANDOM.nextLong());
  }

  /** Without the number, which is a secret. */
  @Override
  public String toString() {
    return "attempt";
  }
}
