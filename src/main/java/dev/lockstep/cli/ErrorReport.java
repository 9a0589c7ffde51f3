package dev.lockstep.cli;

import dev.lockstep.aggregate.DivergedException;
import dev.lockstep.allreduce.LostExecutorsException;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.MessageText;
import dev.lockstep.io.NotWrittenException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.SparkException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Errors as a user reads them: one line for a mistake, a diverged training or a file that cannot be
 * written, and where Spark gives up; the stack trace for anything else, which is a fault of ours.
 */
final class ErrorReport {
  /** The exit code of a user's mistake. */
  static final int MISTAKE = 2;

  /** The exit code of a failure while running. */
  static final int FAILURE = 1;

  private final PrintStream err;

  ErrorReport(PrintStream err) {
    this.err = err;
  }

  /**
   * Tells of an error.
   *
   * @param e what a command has thrown, or picocli for options that it cannot read
   * @param attribute names the file that has given an option, if one has
   * @param args the command line
   * @return the exit code
   */
  int report(Exception e, UnaryOperator<InvalidInputException> attribute, String... args) {
    Optional<InvalidInputException> mistake = InvalidInputException.in(e).map(attribute);
    if (mistake.isPresent()) {
      err.println(mistake.get().getMessage());
      return MISTAKE;
    }
    if (e instanceof ParameterException wrong) {
      err.println(describe(wrong, args));
      return MISTAKE;
    }
    if (e instanceof DivergedException
        || e instanceof NotWrittenException
        || e instanceof LostExecutorsException) {
      err.println(e.getMessage());
    } else if (isOfTheCluster(e)) {
      err.println(
          "The cluster has failed: " + MessageText.firstLine(String.valueOf(e.getMessage())));
    } else if (!ShutdownHookManager.get().isShutdownInProgress()) {
      e.printStackTrace(err);
    }
    return FAILURE;
  }

  /** Whether all that is known comes from Spark, whose own stack trace tells nothing more. */
  private static boolean isOfTheCluster(Throwable failure) {
    return ExceptionUtils.getRootCause(failure) instanceof SparkException
        && !ShutdownHookManager.get().isShutdownInProgress();
  }

  private static String describe(ParameterException e, String[] args) {
    CommandSpec command = e.getCommandLine().getCommandSpec();
    if (e instanceof UnmatchedArgumentException unmatched) {
      return describeUnknown(command, unmatched.getUnmatched().get(0).split("=", 2)[0], args);
    }
    return e.getMessage() + ". " + seeHelp(command);
  }

  private static String describeUnknown(CommandSpec command, String word, String[] args) {
    boolean isOption = word.startsWith("-");
    if (command.parent() == null) {
      return isOption ? nameCommandFirst(command, word, args) : unknownCommand(command, word);
    }
    return isOption
        ? "Unknown option: %s. Did you mean %s? %s"
            .formatted(word, nearest(word, optionNames(command)), seeHelp(command))
        : "Unexpected word: %s. %s".formatted(word, seeHelp(command));
  }

  private static String nameCommandFirst(CommandSpec root, String option, String[] args) {
    Set<String> commands = root.subcommands().keySet();
    List<String> words = new ArrayList<>(List.of(args));
    String command = words.stream().filter(commands::contains).findFirst().orElse("train");
    words.remove(command);
    return "Name a command before %s: %s %s %s"
        .formatted(option, Commands.PROGRAM, command, String.join(" ", words));
  }

  private static String unknownCommand(CommandSpec root, String word) {
    return "Unknown command: %s. Did you mean %s? %s"
        .formatted(word, nearest(word, root.subcommands().keySet()), seeHelp(root));
  }

  private static String seeHelp(CommandSpec command) {
    return command.qualifiedName() + " --help lists all.";
  }

  /** An option as a user writes it: {@code --epochs}. */
  static String nameOf(ArgSpec option) {
    return option instanceof OptionSpec named ? named.longestName() : option.paramLabel();
  }

  /** All options of a command, with {@code --help} and {@code --version}. */
  static List<String> optionNames(CommandSpec command) {
    return command.options().stream().map(ErrorReport::nameOf).toList();
  }

  /** The known word that takes the fewest edits; the first in the alphabet of equals. */
  static String nearest(String word, Collection<String> known) {
    return known.stream()
        .min(
            Comparator.<String>comparingInt(
                    candidate -> LevenshteinDistance.getDefaultInstance().apply(word, candidate))
                .thenComparing(Comparator.naturalOrder()))
        .orElseThrow();
  }
}
