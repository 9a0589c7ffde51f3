package dev.lockstep.benchmark;

import java.util.Collection;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs the JMH benchmarks: {@link GradientBenchmark} and {@link StepPartsBenchmark}. */
@Command(name = "MicroBenchmarks", mixinStandardHelpOptions = true)
final class MicroBenchmarks implements Callable<Integer> {
  @Parameters(description = "patterns of class or method names; all without")
  private String[] patterns = {"dev\\.lockstep\\.benchmark\\..*"};

  @Option(names = "--quick", description = "one short iteration of each, to see whether it works")
  private boolean quick;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new MicroBenchmarks()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    ChainedOptionsBuilder options = new OptionsBuilder().shouldFailOnError(true);
    for (String pattern : patterns) {
      options.include(pattern);
    }
    if (quick) {
      options.warmupIterations(1).warmupTime(TimeValue.milliseconds(100));
      options.measurementIterations(1).measurementTime(TimeValue.milliseconds(100));
    }
    Collection<RunResult> runs = new Runner(options.build()).run();
    Results results = new Results("micro", "JMH, average time of a call, one thread");
    results.head("benchmark", "parameters", "time", "error (99.9 %)", "unit");
    for (RunResult run : runs) {
      BenchmarkParams benchmark = run.getParams();
      Result<?> result = run.getPrimaryResult();
      results.row(
          benchmark.getBenchmark().replaceFirst("dev\\.lockstep\\.benchmark\\.", ""),
          benchmark.getParamsKeys().stream()
              .map(key -> key + " " + benchmark.getParam(key))
              .collect(Collectors.joining(", ")),
          "%.3f".formatted(result.getScore()),
          "%.3f".formatted(result.getScoreError()),
          result.getScoreUnit());
    }
    results.write();
    return 0;
  }
}
