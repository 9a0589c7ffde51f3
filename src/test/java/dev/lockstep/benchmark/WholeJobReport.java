package dev.lockstep.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What the rounds of {@link WholeJobBenchmark} come to. */
final class WholeJobReport {
  private final Results results;
  private final Map<Contender, List<JobRun>> alone = new EnumMap<>(Contender.class);
  private final Map<Contender, List<JobRun>> beside = new EnumMap<>(Contender.class);

  WholeJobReport(Results results) {
    this.results = results;
  }

  /**
   * Adds a round.
   *
   * @param aloneRuns every contender's run
   * @param besideRuns every contender's run beside a busy process, or none
   */
  void round(Map<Contender, JobRun> aloneRuns, Map<Contender, JobRun> besideRuns) {
    aloneRuns.forEach((who, run) -> alone.computeIfAbsent(who, w -> new ArrayList<>()).add(run));
    besideRuns.forEach((who, run) -> beside.computeIfAbsent(who, w -> new ArrayList<>()).add(run));
  }

  /** Writes all tables. */
  void end() throws IOException {
    alone.forEach((who, runs) -> results.line("- %s: %s".formatted(who, version(runs.get(0)))));
    results.line("");
    table(alone);
    if (!beside.isEmpty()) {
      results.line("\nBeside a process that keeps one core busy:\n");
      table(beside);
      growth();
    }
    results.write();
  }

  private static String version(JobRun run) {
    return run.said("versions:")
        .orElseGet(
            () ->
                "%s, parameters_sha256=%s"
                    .formatted(
                        String.join("", run.errors()).replaceFirst(".*(BLAS: [^ .]+).*", "$1"),
                        run.said("parameters_sha256=").orElse("unknown")));
  }

  /** Ratios are taken within a round, since the machine changes between rounds. */
  private void table(Map<Contender, List<JobRun>> all) {
    results.head(
        "contender",
        "seconds, median (least to most)",
        "seconds to 97.00 % on the test set",
        "ms a step, as it says itself",
        "numpy's seconds / its own, each round",
        "median");
    all.forEach(
        (who, runs) -> {
          List<Double> ratios = ratios(all.get(Contender.NUMPY), runs);
          results.row(
              who,
              median(runs, JobRun::seconds).withSpread(1),
              to97(runs),
              stepMs(runs),
              texts(ratios),
              ratios.isEmpty() ? "" : Median.of(ratios).text(2));
        });
  }

  private void growth() {
    results.line("\nHow much longer it takes there than alone:\n");
    results.head("contender", "beside / alone, each round", "median", "median / numpy's");
    Map<Contender, Double> medians = new EnumMap<>(Contender.class);
    alone.forEach(
        (who, runs) -> medians.put(who, Median.of(ratios(beside.get(who), runs)).value()));
    alone.forEach(
        (who, runs) ->
            results.row(
                who,
                texts(ratios(beside.get(who), runs)),
                "%.2f".formatted(medians.get(who)),
                medians.containsKey(Contender.NUMPY)
                    ? "%.2f".formatted(medians.get(who) / medians.get(Contender.NUMPY))
                    : ""));
  }

  /** Of each round; empty where there is nothing to compare with. */
  private static List<Double> ratios(List<JobRun> these, List<JobRun> toThose) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; these != null && i < these.size(); i++) {
      ratios.add(these.get(i).seconds() / toThose.get(i).seconds());
    }
    return ratios;
  }

  private static Median median(List<JobRun> runs, ToDoubleFunction<JobRun> what) {
    return Median.of(runs.stream().mapToDouble(what).boxed().toList());
  }

  private static String to97(List<JobRun> runs) {
    Median median = median(runs, JobRun::secondsTo97);
    return Double.isNaN(median.value()) ? "not reached" : median.withSpread(1);
  }

  private static String stepMs(List<JobRun> runs) {
    List<Double> all = new ArrayList<>();
    runs.forEach(run -> run.said("step_ms:").map(Double::valueOf).ifPresent(all::add));
    return all.isEmpty() ? "" : Median.of(all).withSpread(3);
  }

  private static String texts(List<Double> ratios) {
    return String.join(", ", ratios.stream().map("%.2f"::formatted).toList());
  }
}
