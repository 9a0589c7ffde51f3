package dev.lockstep.report.html;

import dev.lockstep.aggregate.AggregationKind;
import dev.lockstep.config.Settings;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.model.DataProvenance;
import dev.lockstep.model.Environment;
import dev.lockstep.model.Provenance;
import dev.lockstep.option.Setting;
import dev.lockstep.report.EvaluationSource;
import dev.lockstep.report.html.FactGroup.Fact;
import dev.lockstep.rows.Understood;
import dev.lockstep.train.TrainingRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What was asked for, on what and with what: {@code run.json} and the end of {@code
 * evaluation.json} for people.
 */
final class ReportFacts {
  private ReportFacts() {}

  /** Of a training: settings, data, execution and environment. */
  static List<FactGroup> of(
      TrainingRun run, DataProvenance source, Environment environment, String master) {
    List<Fact> data = new ArrayList<>();
    data.add(new Fact("folder", source.folder()));
    data.add(new Fact("training set", NumberFormats.count(source.trainRows(), "row")));
    data.add(
        new Fact(
            "test set",
            source.testRows() == 0 ? "none" : NumberFormats.count(source.testRows(), "row")));
    addPreparation(data, source);
    addUnderstood(data, source.understood());
    data.add(new Fact("classes", "%d: %s".formatted(run.classes().size(), run.classes())));
    addFiles(data, source.sha256());
    String aggregation =
        run.account().kinds().stream()
            .map(AggregationKind::label)
            .collect(Collectors.joining(", then "));
    return List.of(
        settings("Settings", run.settings()),
        new FactGroup("Data", data),
        new FactGroup(
            "Execution",
            List.of(
                new Fact("network", run.parameters().topology()),
                new Fact("parameters", NumberFormats.count(run.parameters().topology().size())),
                new Fact("master", master),
                new Fact("partitions", run.partitions()),
                new Fact("aggregation", aggregation),
                new Fact("products", run.settings().blas().kernel()))),
        environment(environment));
  }

  /** Of an evaluation: model, data, execution and environment. */
  static List<FactGroup> of(
      Evaluation evaluation, EvaluationSource source, Environment environment) {
    List<Fact> data = new ArrayList<>();
    data.add(new Fact("folder", source.folder()));
    data.add(new Fact("split", source.split()));
    addUnderstood(data, source.understood());
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

  /** Of the training that a model comes from: circumstances and settings. */
  static List<FactGroup> of(Provenance origin) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("ended", origin.time()));
    facts.add(new Fact("folder", origin.data().folder()));
    facts.add(new Fact("training set", NumberFormats.count(origin.data().trainRows(), "row")));
    addPreparation(facts, origin.data());
    facts.add(new Fact("products", origin.blasKernel()));
    facts.add(new Fact("Lockstep", origin.environment().lockstep()));
    facts.add(new Fact("revision", origin.environment().revision()));
    addFiles(facts, origin.data().sha256());
    return List.of(
        new FactGroup("Training", facts), settings("Training settings", origin.settings()));
  }

  private static void addUnderstood(List<Fact> facts, List<Understood> understood) {
    understood.forEach(line -> facts.add(new Fact(line.what(), line.text())));
  }

  private static void addFiles(List<Fact> facts, Map<String, String> sha256) {
    sha256.forEach((file, sum) -> facts.add(new Fact(file, sum, "SHA-256")));
  }

  private static FactGroup settings(String title, TrainingSettings settings) {
    return new FactGroup(
        title,
        Settings.ALL.stream()
            .filter(Setting::isChoosable)
            .map(setting -> new Fact(setting.name(), settings.text(setting)))
            .toList());
  }

  private static void addPreparation(List<Fact> facts, DataProvenance source) {
    if (source.testFraction() > 0) {
      facts.add(new Fact("test-fraction", source.testFraction()));
    }
    if (source.skippedRows() > 0) {
      facts.add(new Fact("skipped", NumberFormats.count(source.skippedRows(), "row")));
    }
    facts.add(new Fact("features", NumberFormats.count(source.features())));
    facts.add(new Fact("scale", source.scale()));
    if (!source.label().isEmpty()) {
      facts.add(new Fact("label", source.label()));
    }
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
            new Fact("CPUs of the driver", environment.cpus())));
  }
}
