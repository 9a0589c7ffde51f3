package dev.lockstep.report.html;

import dev.lockstep.aggregate.AggregationKind;
import dev.lockstep.config.Settings;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.model.DataProvenance;
import dev.lockstep.model.Environment;
import dev.lockstep.model.Preparation;
import dev.lockstep.model.Provenance;
import dev.lockstep.option.Setting;
import dev.lockstep.report.EvaluationSource;
import dev.lockstep.train.TrainingRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What was asked for, on what and with what: {@code run.json} and the end of {@code
 * evaluation.json} for people.
 */
final class ReportFacts {
  private ReportFacts() {}

  /**
   * Of a training.
   *
   * @param run what was done
   * @param source what it was learned from
   * @param environment what it ran on
   * @param master Spark's master
   * @return settings, data, execution and environment
   */
  static List<FactGroup> of(
      TrainingRun run, DataProvenance source, Environment environment, String master) {
    return List.of(
        settings(run.settings()),
        data(run, source),
        execution(run, master),
        environment(environment));
  }

  /**
   * Of an evaluation.
   *
   * @param evaluation what was found
   * @param source of which model, on which data
   * @param environment what it ran on
   * @return model, data, execution and environment
   */
  static List<FactGroup> of(
      Evaluation evaluation, EvaluationSource source, Environment environment) {
    List<Fact> data = new ArrayList<>();
    data.add(new Fact("folder", source.folder()));
    data.add(new Fact("split", source.split()));
    addFiles(data, source.sha256());
    return List.of(
        new FactGroup(
            "Model",
            List.of(
                new Fact("folder", source.model()),
                new Fact("network", source.network()),
                new Fact("parameters", source.parametersSha256(), "SHA-256"))),
        new FactGroup("Data", data),
        new FactGroup("Execution", List.of(new Fact("products", evaluation.kernel()))),
        environment(environment));
  }

  /**
   * Of the training that a model comes from.
   *
   * @param origin where the model comes from
   * @return settings and circumstances
   */
  static List<FactGroup> of(Provenance origin) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("ended", origin.time().toString()));
    facts.add(new Fact("folder", origin.data().folder()));
    facts.add(new Fact("training set", NumberFormats.count(origin.data().trainRows(), "row")));
    addPreparation(facts, origin.data());
    facts.add(new Fact("products", origin.kernel()));
    facts.add(new Fact("Lockstep", origin.environment().lockstep()));
    facts.add(new Fact("revision", origin.environment().revision()));
    addFiles(facts, origin.data().sha256());
    FactGroup settings = settings(origin.settings());
    return List.of(
        new FactGroup("Training", facts), new FactGroup("Training settings", settings.facts()));
  }

  private static void addFiles(List<Fact> facts, Map<String, String> sha256) {
    sha256.forEach((file, sum) -> facts.add(new Fact(file, sum, "SHA-256")));
  }

  private static FactGroup settings(TrainingSettings settings) {
    List<Fact> facts = new ArrayList<>();
    Settings.ALL.stream()
        .filter(Setting::isChoosable)
        .forEach(setting -> facts.add(new Fact(setting.name(), settings.text(setting))));
    return new FactGroup("Settings", facts);
  }

  private static FactGroup data(TrainingRun run, DataProvenance source) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("folder", source.folder()));
    facts.add(new Fact("training set", NumberFormats.count(source.trainRows(), "row")));
    facts.add(
        new Fact(
            "test set",
            source.testRows() == 0 ? "none" : NumberFormats.count(source.testRows(), "row")));
    addPreparation(facts, source);
    facts.add(
        new Fact("classes", "%s: %s".formatted(run.classes().size(), run.classes().toString())));
    addFiles(facts, source.sha256());
    return new FactGroup("Data", facts);
  }

  private static void addPreparation(List<Fact> facts, DataProvenance source) {
    Preparation preparation = source.preparation();
    if (preparation.testFraction() > 0) {
      facts.add(new Fact("test-fraction", String.valueOf(preparation.testFraction())));
    }
    if (preparation.skipped() > 0) {
      facts.add(new Fact("skipped", NumberFormats.count(preparation.skipped(), "row")));
    }
    facts.add(new Fact("features", NumberFormats.count(source.features())));
    facts.add(new Fact("scale", preparation.scale().toString()));
    if (!preparation.columns().label().isEmpty()) {
      facts.add(new Fact("label", preparation.columns().label()));
    }
  }

  private static FactGroup execution(TrainingRun run, String master) {
    return new FactGroup(
        "Execution",
        List.of(
            new Fact("network", run.parameters().topology().toString()),
            new Fact("parameters", NumberFormats.count(run.parameters().topology().size())),
            new Fact("master", master),
            new Fact("partitions", String.valueOf(run.partitions())),
            new Fact("aggregation", aggregation(run)),
            new Fact("products", run.settings().blas().kernel())));
  }

  /** What was used: of {@code auto}, what it chose. */
  private static String aggregation(TrainingRun run) {
    return run.account().kinds().stream()
        .map(AggregationKind::label)
        .collect(Collectors.joining(", then "));
  }

  private static FactGroup environment(Environment environment) {
    return new FactGroup(
        "Environment",
        List.of(
            new Fact("Lockstep", environment.lockstep()),
            new Fact("revision", environment.revision()),
            new Fact("Spark", environment.spark()),
            new Fact("Scala", environment.scala()),
            new Fact("Java", environment.java()),
            new Fact("JVM", environment.jvm()),
            new Fact("operating system", environment.os()),
            new Fact("processor", environment.arch()),
            new Fact("CPUs of the driver", String.valueOf(environment.cpus()))));
  }

  /** As options and {@code run.json} have it. */
  static String nameOf(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
