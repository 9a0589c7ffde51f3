package dev.lockstep.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What stands before the command: nothing but {@code --help} and {@code --version}. */
@Command(
    name = RootCommand.PROGRAM,
    customSynopsis = RootCommand.PROGRAM + " [SPARK-SUBMIT OPTIONS] [COMMAND] [OPTIONS]",
    description = "Exact, fast, reproducible neural-network training on Apache Spark.",
    footer =
        "%nNo command means: train with conf/mnist.properties. COMMAND --help lists its options.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionLine.class)
final class RootCommand implements Callable<Integer> {
  static final String PROGRAM = "./submit.sh";

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ErrorReport.MISTAKE;
  }
}
