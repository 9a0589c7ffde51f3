package dev.lockstep.report.html;

import dev.lockstep.aggregate.AggregationKind;
import dev.lockstep.config.Settings;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.io.MessageText;
import dev.lockstep.model.DataProvenance;
import dev.lockstep.model.Provenance;
import dev.lockstep.report.EvaluationSource;
import dev.lockstep.rows.Understood;
import dev.lockstep.train.TrainingRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a training was asked for and on what: {@code run.json} and the end of {@code
 * evaluation.json} for people, with what the template takes from the records themselves.
 */
record ReportFacts(TrainingSettings asked, DataProvenance source) {
  private static final int MOST_NAMES = 20;

  /** The training that is reported on. */
  record Trained(TrainingRun run, String master) {
    /** How many classes or targets, and the first of them. */
    String labels() {
      List<String> names = run.labels().names();
      return "%d: %s".formatted(names.size(), MessageText.list(names, MOST_NAMES));
    }

    /** How much rows of each class counted in learning; none where all counted the same. */
    List<String> classWeights() {
      List<String> weights =
          run.classWeights().entrySet().stream()
              .map(each -> each.getKey() + " " + each.getValue())
              .toList();
      return weights.isEmpty() ? weights : List.of(MessageText.list(weights, MOST_NAMES));
    }

    String epochs() {
      return NumberFormats.count(run.history().size() - 1L, "epoch");
    }

    /** After which epoch it was resumed last; none if it never was. */
    List<Integer> resumedFrom() {
      List<Integer> all = run.resumedFrom();
      return all.subList(Math.max(0, all.size() - 1), all.size());
    }

    String aggregation() {
      return run.account().kinds().stream()
          .map(AggregationKind::label)
          .collect(Collectors.joining(", then "));
    }
  }

  /** The evaluation that is reported on, of a model and where it comes from. */
  record Evaluated(EvaluationSource source, Evaluation of, Provenance origin) {
    String rows() {
      return NumberFormats.count(of.rows(), "row") + (of.isWeighted() ? " by their weights" : "");
    }

    List<Fact> understood() {
      return facts(source.understood());
    }

    List<Fact> files() {
      return ReportFacts.files(source.sha256());
    }
  }

  List<Fact> settings() {
    return asked.obeyed().stream()
        .filter(s -> source.validationRows() > 0 || !Settings.OF_VALIDATION.contains(s))
        .map(setting -> new Fact(setting.name(), asked.text(setting)))
        .toList();
  }

  String trainingSet() {
    return NumberFormats.count(source.trainRows(), "row");
  }

  String testSet() {
    return source.testRows() == 0 ? "none" : NumberFormats.count(source.testRows(), "row");
  }

  String tested() {
    return source.testRows() == 0
        ? "not tested"
        : "tested on " + NumberFormats.count(source.testRows());
  }

  /** What was done to the data. */
  List<Fact> preparation() {
    List<Fact> facts = new ArrayList<>();
    if (source.validationRows() > 0) {
      facts.add(new Fact("validation set", NumberFormats.count(source.validationRows(), "row")));
    }
    if (source.testFraction() > 0) {
      facts.add(new Fact("test-fraction", source.testFraction()));
    }
    if (source.validationFraction() > 0) {
      facts.add(new Fact("validation-fraction", source.validationFraction()));
    }
    if (source.skippedRows() > 0) {
      facts.add(new Fact("skipped", NumberFormats.count(source.skippedRows(), "row")));
    }
    facts.add(new Fact("features", NumberFormats.count(source.features())));
    facts.add(new Fact("scale", source.scale()));
    if (!source.label().isEmpty()) {
      facts.add(new Fact("label", source.label()));
    }
    if (!source.weight().isEmpty()) {
      facts.add(new Fact("weight", source.weight()));
    }
    facts.addAll(facts(source.understood()));
    return facts;
  }

  private static List<Fact> facts(List<Understood> lines) {
    return lines.stream().map(line -> new Fact(line.what(), line.text())).toList();
  }

  List<Fact> files() {
    return files(source.sha256());
  }

  private static List<Fact> files(Map<String, String> sha256) {
    return sha256.entrySet().stream()
        .map(file -> new Fact(file.getKey(), file.getValue(), "SHA-256"))
        .toList();
  }
}
