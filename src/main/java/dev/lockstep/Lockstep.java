package dev.lockstep;

import dev.lockstep.cli.Commands;
import dev.lockstep.cli.Surroundings;

/** The program that {@code submit.sh} hands to Spark: commands and nothing else. */
public final class Lockstep {
  private Lockstep() {}

  /**
   * Runs a command and, where it fails, ends the process with its exit code.
   *
   * @param args the command and its options
   */
  public static void main(String[] args) {
    int exitCode = Commands.run(Surroundings.ofProcess(), args);
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }
}
