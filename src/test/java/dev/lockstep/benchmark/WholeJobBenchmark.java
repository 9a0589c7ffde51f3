package dev.lockstep.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The tutorial's whole training, side by side: Lockstep through submit.sh, numpy and PyTorch, in
 * turn, round after round, each as a whole process.
 *
 * <p>Every run's table is verified: Lockstep's lines 0 to 10 are the published ones, the others'
 * lines 0 to 2, and after 50 epochs the rates are the published ones; both ways of Lockstep must
 * give one parameters_sha256. With {@code --beside-busy} every contender runs twice a round: alone,
 * then beside a process that keeps one core busy. Ratios are taken within a round, since the
 * machine changes between rounds.
 */
@Command(name = "WholeJobBenchmark", mixinStandardHelpOptions = true)
final class WholeJobBenchmark implements Callable<Integer> {
  private static final int LOCKSTEP_EXACT_EPOCHS = 10;
  private static final int OTHERS_EXACT_EPOCHS = 2;

  /** Also looks for this JVM, and ends without it. */
  private static final String SPIN =
      "while kill -0 %d 2>/dev/null; do i=0; while [ $i -lt 50000 ]; do i=$((i+1)); done; done";

  @Option(names = "--epochs", description = "of every run")
  private int epochs = 50;

  @Option(names = "--rounds", description = "runs of every contender")
  private int rounds = 3;

  @Option(names = "--cores", description = "that every contender may use")
  private int cores = 2;

  @Option(names = "--contenders", split = ",", description = "any of: ${COMPLETION-CANDIDATES}")
  private List<Contender> contenders = List.of(Contender.values());

  @Option(names = "--beside-busy", description = "also beside a process that keeps a core busy")
  private boolean besideBusy;

  private final Path folder = Path.of("target", "whole-job");
  private final Map<Contender, List<JobRun>> alone = new EnumMap<>(Contender.class);
  private final Map<Contender, List<JobRun>> beside = new EnumMap<>(Contender.class);
  private Results results;
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
    JobRun.of(new ProcessBuilder("./submit.sh", "--version"), folder.resolve("build.err"));
    results =
        new Results(
            "whole-job",
            "Whole runs of %d epochs on %d cores, seconds from process start to end"
                .formatted(epochs, cores));
    for (int round = 1; round <= rounds; round++) {
      for (Contender contender : contenders) {
        if (contender.command(epochs, cores, folder).isEmpty()) {
          System.err.println(contender + " is left out: its Python module is not installed.");
          continue;
        }
        add(alone, contender, run(contender, round + "-alone"));
        if (besideBusy) {
          String spin = SPIN.formatted(ProcessHandle.current().pid());
          Process busy = new ProcessBuilder("sh", "-c", spin).start();
          add(beside, contender, run(contender, round + "-beside"));
          if (!busy.isAlive()) {
            throw new IllegalStateException("The busy process has ended too early");
          }
          busy.destroyForcibly().waitFor();
        }
      }
    }
    alone.forEach(
        (who, runs) ->
            results.line("- %s: %s".formatted(who, runs.get(0).said("versions:").orElse("here"))));
    results.line("- parameters_sha256: %s\n".formatted(lockstepSha256));
    table(alone, "numpy's seconds / its own, each round");
    if (besideBusy) {
      results.line("\nBeside a process that keeps one core busy:\n");
      table(beside, "beside / alone, each round");
    }
    results.write();
    return 0;
  }

  private static void add(Map<Contender, List<JobRun>> all, Contender contender, JobRun run) {
    all.computeIfAbsent(contender, who -> new ArrayList<>()).add(run);
  }

  private JobRun run(Contender contender, String label) throws IOException, InterruptedException {
    String name = "%d-%s-%s".formatted(ProcessHandle.current().pid(), contender, label);
    ProcessBuilder command = contender.command(epochs, cores, folder.resolve(name)).orElseThrow();
    JobRun run = JobRun.of(command, folder.resolve(name + ".err"));
    TutorialTable.verify(
        run.table(), epochs, contender.isLockstep() ? LOCKSTEP_EXACT_EPOCHS : OTHERS_EXACT_EPOCHS);
    if (contender.isLockstep()) {
      String sha256 = run.said("parameters_sha256=").orElseThrow();
      if (lockstepSha256 != null && !lockstepSha256.equals(sha256)) {
        throw new IllegalStateException(
            "%s gave the parameters %s, an earlier run %s"
                .formatted(contender, sha256, lockstepSha256));
      }
      lockstepSha256 = sha256;
    }
    System.err.printf("%s, round %s: %.1f s%n", contender, label, run.seconds());
    return run;
  }

  /** Alone they are compared with numpy, beside the busy process with themselves alone. */
  private void table(Map<Contender, List<JobRun>> all, String ratio) {
    results.head(
        "contender",
        "seconds, median (least to most)",
        "seconds to 97.00 % on the test set",
        "ms a step, as it says itself",
        ratio,
        "median");
    all.forEach(
        (who, runs) -> {
          List<Double> ratios =
              all == beside
                  ? ratios(runs, alone.get(who))
                  : ratios(alone.get(Contender.NUMPY), runs);
          Median to97 = median(runs, JobRun::secondsTo97);
          List<Double> stepMs = new ArrayList<>();
          runs.forEach(run -> run.said("step_ms:").map(Double::valueOf).ifPresent(stepMs::add));
          results.row(
              who,
              median(runs, JobRun::seconds).withSpread(1),
              Double.isNaN(to97.value()) ? "not reached" : to97.withSpread(1),
              stepMs.isEmpty() ? "" : Median.of(stepMs).withSpread(3),
              String.join(", ", ratios.stream().map("%.2f"::formatted).toList()),
              ratios.isEmpty() ? "" : Median.of(ratios).text(2));
        });
  }

  /** Of each round; empty where there is nothing to compare with. */
  private static List<Double> ratios(List<JobRun> these, List<JobRun> toThose) {
    return IntStream.range(0, these == null ? 0 : these.size())
        .mapToObj(i -> these.get(i).seconds() / toThose.get(i).seconds())
        .toList();
  }

  private static Median median(List<JobRun> runs, ToDoubleFunction<JobRun> what) {
    return Median.of(runs.stream().mapToDouble(what).boxed().toList());
  }
}
