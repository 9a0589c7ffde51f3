package dev.lockstep;

import dev.lockstep.cli.CommandContext;
import dev.lockstep.cli.Commands;

/** The program that {@code submit.sh} hands to Spark: commands and nothing else. */
public final class Lockstep {
  private Lockstep() {}

  /**
   * Runs a command and, where it fails, ends the process with its exit code.
   *
   * @param args the command and its options
   */
  public static void main(String[] args) {
    int exitCode = Commands.run(CommandContext.ofProcess(), args);
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }
}
