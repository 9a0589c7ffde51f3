package dev.lockstep.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import picocli.CommandLine;

/** The command line: a command, then its options. */
public final class Commands {
  private Commands() {}

  /**
   * Runs a command.
   *
   * @param surroundings streams, environment and Spark
   * @param args the command and its options
   * @return the exit code: 0 done, 2 a user's mistake, 1 a failure while running
   */
  public static int run(Surroundings surroundings, String... args) {
    ErrorReport errors = new ErrorReport(surroundings.err());
    CommandLine commands =
        new CommandLine(new RootCommand())
            .addSubcommand(new TrainCommand(surroundings))
            .addSubcommand(new EvaluateCommand(surroundings))
            .addSubcommand(new PredictCommand(surroundings))
            .setOut(writer(surroundings.out()))
            .setErr(writer(surroundings.err()))
            .setPosixClusteredShortOptionsAllowed(false)
            .setExpandAtFiles(false)
            .setUsageHelpWidth(100)
            .setParameterExceptionHandler(errors::wrongArguments)
            .setExecutionExceptionHandler(errors::failure);
    return commands.execute(args);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, Charset.defaultCharset());
  }
}
