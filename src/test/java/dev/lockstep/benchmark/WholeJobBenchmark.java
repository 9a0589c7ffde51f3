package dev.lockstep.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The tutorial's whole training, side by side: Lockstep through submit.sh, numpy and PyTorch, in
 * turn, round after round, each as a process of its own from start to end.
 *
 * <p>Every run's table is verified: Lockstep's lines 0 to 10 are the published ones, the others'
 * lines 0 to 2, and after 50 epochs the rates are the published ones; both ways of Lockstep must
 * give one parameters_sha256. With {@code --beside-busy} every contender runs twice a round: alone,
 * then beside a process that keeps one core busy.
 */
@Command(name = "WholeJobBenchmark", mixinStandardHelpOptions = true)
final class WholeJobBenchmark implements Callable<Integer> {
  private static final int LOCKSTEP_EXACT_EPOCHS = 10;
  private static final int OTHERS_EXACT_EPOCHS = 2;

  @Option(names = "--epochs", description = "of every run")
  private int epochs = 50;

  @Option(names = "--rounds", description = "runs of every contender")
  private int rounds = 3;

  @Option(names = "--cores", description = "that every contender may use")
  private int cores = 2;

  @Option(names = "--contenders", split = ",", description = "any of: ${COMPLETION-CANDIDATES}")
  private List<Contender> contenders =
      List.of(
          Contender.TREE, Contender.ALLREDUCE, Contender.BOOK, Contender.NUMPY, Contender.TORCH);

  @Option(names = "--beside-busy", description = "also beside a process that keeps a core busy")
  private boolean besideBusy;

  private final Path folder = Path.of("target", "whole-job");
  private String lockstepSha256;

  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new WholeJobBenchmark())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Files.createDirectories(folder);
    build();
    WholeJobReport report =
        new WholeJobReport(
            new Results(
                "whole-job",
                "Whole runs of %d epochs on %d cores, seconds from process start to end"
                    .formatted(epochs, cores)));
    List<Contender> present = new ArrayList<>();
    for (Contender contender : contenders) {
      if (contender.command(epochs, cores, folder).isPresent()) {
        present.add(contender);
      } else {
        System.err.println(contender + " is left out: its Python module is not installed.");
      }
    }
    for (int round = 1; round <= rounds; round++) {
      Map<Contender, JobRun> alone = new EnumMap<>(Contender.class);
      Map<Contender, JobRun> beside = new EnumMap<>(Contender.class);
      for (Contender contender : present) {
        alone.put(contender, run(contender, round + "-alone"));
        if (besideBusy) {
          try (BusyNeighbour neighbour = new BusyNeighbour()) {
            beside.put(contender, run(contender, round + "-beside"));
            neighbour.requireBusy();
          }
        }
      }
      report.round(alone, beside);
    }
    report.end();
    return 0;
  }

  /** What the first run of submit.sh would do within its time. */
  private static void build() throws IOException, InterruptedException {
    int exit = new ProcessBuilder("./submit.sh", "--version").inheritIO().start().waitFor();
    if (exit != 0) {
      throw new IllegalStateException("./submit.sh --version ended with " + exit);
    }
  }

  private JobRun run(Contender contender, String label) throws IOException, InterruptedException {
    String name = "%d-%s-%s".formatted(ProcessHandle.current().pid(), contender, label);
    ProcessBuilder command = contender.command(epochs, cores, folder.resolve(name)).orElseThrow();
    JobRun run = JobRun.of(command, folder.resolve(name + ".err"));
    TutorialTable.verify(
        run.table(), epochs, contender.isLockstep() ? LOCKSTEP_EXACT_EPOCHS : OTHERS_EXACT_EPOCHS);
    if (contender.isLockstep()) {
      requireSameParameters(contender, run.said("parameters_sha256=").orElseThrow());
    }
    System.err.printf("%s, round %s: %.1f s%n", contender, label, run.seconds());
    return run;
  }

  private void requireSameParameters(Contender contender, String sha256) {
    if (lockstepSha256 != null && !lockstepSha256.equals(sha256)) {
      throw new IllegalStateException(
          "%s gave the parameters %s, an earlier run %s"
              .formatted(contender, sha256, lockstepSha256));
    }
    lockstepSha256 = sha256;
  }
}
