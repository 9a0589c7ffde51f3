package dev.lockstep.cli;

import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of a command by their long names. */
final class Options {
  private Options() {}

  /** {@code --epochs}. */
  static String name(ArgSpec option) {
    return option instanceof OptionSpec named ? named.longestName() : option.paramLabel();
  }

  /** All of them, with {@code --help} and {@code --version}. */
  static List<String> names(CommandSpec command) {
    return command.options().stream().map(Options::name).toList();
  }
}
