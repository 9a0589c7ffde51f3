package dev.lockstep.cli;

import dev.lockstep.model.Environment;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The command line: a command, then its options. */
public final class Commands {
  static final String PROGRAM = "./submit.sh";

  private Commands() {}

  /**
   * Runs a command.
   *
   * @param context streams, environment and Spark
   * @param args the command and its options
   * @return the exit code: 0 done, 2 a user's mistake, 1 a failure while running
   */
  public static int run(CommandContext context, String... args) {
    CommandLine program = program(context);
    ConfigFile file = ConfigFile.none();
    try {
      ParseResult parsed = program.parseArgs(args);
      Integer helpIsGiven = CommandLine.executeHelpRequest(parsed);
      if (helpIsGiven != null) {
        return helpIsGiven;
      }
      if (!parsed.hasSubcommand()) {
        program.usage(program.getErr());
        return ErrorReport.MISTAKE;
      }
      CommandSpec command = parsed.subcommand().commandSpec();
      Arguments arguments = new Arguments(command);
      if (arguments.has(ConfigFile.OPTION)) {
        file = ConfigFile.read(arguments.get(ConfigFile.OPTION), command, context.home());
        command.commandLine().setDefaultValueProvider(file);
        program.parseArgs(args);
      }
      return ((Command) command.userObject()).work().run(arguments);
    } catch (OutOfMemoryError e) {
      context.say(
          "The memory of the driver, %.1f GB, is used up. Give it more, before the command: --driver-memory."
              .formatted(Runtime.getRuntime().maxMemory() / 1e9));
      return ErrorReport.FAILURE;
    } catch (Exception e) { // Spark throws its SparkException past the compiler
      return new ErrorReport(context.err()).report(e, file::attribute, args);
    }
  }

  private static CommandLine program(CommandContext context) {
    CommandSpec root =
        spec(CommandSpec.create().name(PROGRAM), "[COMMAND]", "")
            .version(Environment.here(spark()).toString());
    root.usageMessage()
        .description("Exact, fast, reproducible neural-network training on Apache Spark.")
        .footer(
            "%nNo command means: train with conf/mnist.properties. COMMAND --help lists its"
                + " options.");
    CommandLine program = new CommandLine(root);
    for (Command command :
        List.of(
            TrainCommand.of(context), EvaluateCommand.of(context), PredictCommand.of(context))) {
      CommandSpec spec =
          spec(CommandSpec.wrapWithoutInspection(command), command.name(), command.required())
              .name(command.name())
              .version(root.version());
      spec.usageMessage().description(command.description());
      command.options().stream()
          .flatMap(List::stream)
          .forEach(setting -> spec.addOption(Arguments.option(setting)));
      program.addSubcommand(spec.name(), spec);
    }
    return program
        .setOut(writer(context.out()))
        .setErr(writer(context.err()))
        .setPosixClusteredShortOptionsAllowed(false)
        .setExpandAtFiles(false)
        .setUsageHelpWidth(100);
  }

  private static CommandSpec spec(CommandSpec spec, String command, String required) {
    spec.usageMessage()
        .customSynopsis(
            "%s [SPARK-SUBMIT OPTIONS] %s %s[OPTIONS]".formatted(PROGRAM, command, required))
        .sortOptions(false);
    return spec.mixinStandardHelpOptions(true);
  }

  private static String spark() {
    return org.apache.spark.package$.MODULE$.SPARK_VERSION();
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, Charset.defaultCharset());
  }
}
