package dev.lockstep.cli;

import dev.lockstep.aggregate.LostExecutorsException;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.model.NotWrittenException;
import dev.lockstep.train.DivergedException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.SparkException;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
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

  /** Options that cannot be read. */
  int wrongArguments(ParameterException e, String[] args) {
    err.println(describe(e, args));
    return MISTAKE;
  }

  /** A command that has thrown. */
  int failure(Exception e, CommandLine command, ParseResult arguments) {
    Optional<InvalidInputException> mistake = InvalidInputException.in(e);
    if (mistake.isPresent()) {
      err.println(mistake.get().getMessage());
      return MISTAKE;
    }
    if (e instanceof DivergedException
        || e instanceof NotWrittenException
        || e instanceof LostExecutorsException) {
      err.println(e.getMessage());
    } else if (isOfTheCluster(e)) {
      err.println("The cluster has failed: " + firstLine(e));
    } else if (!ShutdownHookManager.get().isShutdownInProgress()) {
      e.printStackTrace(err);
    }
    return FAILURE;
  }

  /** Whether all that is known comes from Spark, whose own stack trace tells nothing more. */
  private static boolean isOfTheCluster(Throwable failure) {
    Throwable first = failure;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    return first instanceof SparkException && !ShutdownHookManager.get().isShutdownInProgress();
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static String describe(ParameterException e, String[] args) {
    CommandSpec command = e.getCommandLine().getCommandSpec();
    if (e instanceof UnmatchedArgumentException unmatched) {
      return describeUnknown(command, unmatched.getUnmatched().get(0).split("=", 2)[0], args);
    }
    List<String> unknown = e.getCommandLine().getUnmatchedArguments();
    if (e instanceof MissingParameterException && !unknown.isEmpty()) {
      // A required option that is written wrongly is missing, too.
      return describeUnknown(command, unknown.get(0).split("=", 2)[0], args);
    }
    if (e.getCause() instanceof TypeConversionException wrong) {
      return "%s is %s.".formatted(Options.name(e.getArgSpec()), wrong.getMessage());
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
            .formatted(word, Nearest.to(word, Options.names(command)), seeHelp(command))
        : "Unexpected word: %s. %s".formatted(word, seeHelp(command));
  }

  private static String nameCommandFirst(CommandSpec root, String option, String[] args) {
    Set<String> commands = root.subcommands().keySet();
    List<String> words = new ArrayList<>(List.of(args));
    String command = words.stream().filter(commands::contains).findFirst().orElse("train");
    words.remove(command);
    return "Name a command before %s: %s %s %s"
        .formatted(option, RootCommand.PROGRAM, command, String.join(" ", words));
  }

  private static String unknownCommand(CommandSpec root, String word) {
    return "Unknown command: %s. Did you mean %s? %s"
        .formatted(word, Nearest.to(word, root.subcommands().keySet()), seeHelp(root));
  }

  private static String seeHelp(CommandSpec command) {
    return command.qualifiedName() + " --help lists all.";
  }
}
