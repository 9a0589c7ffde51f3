package dev.lockstep.report.html;

import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.Metric;
import dev.lockstep.model.DataProvenance;
import dev.lockstep.model.Environment;
import dev.lockstep.model.Provenance;
import dev.lockstep.network.SetScore;
import dev.lockstep.report.EpochColumn;
import dev.lockstep.report.EvaluationSource;
import dev.lockstep.report.html.FactGroup.Fact;
import dev.lockstep.rows.Labels;
import dev.lockstep.train.EpochResult;
import dev.lockstep.train.TrainingRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code report.html}: what was run and how it ended, for people. One file that needs neither
 * network nor script, light or dark as the reader's system is, for screens of any width and for
 * paper. Its numbers are those of the table and the JSON files.
 */
public final class HtmlReport {
  private HtmlReport() {}

  /**
   * Reports on a finished run.
   *
   * @param run what was done and learned
   * @param source what it was learned from
   * @param environment what it ran on
   * @param master Spark's master, such as {@code local[2]}
   * @param seconds wall time of the command from its start until now
   * @param evaluation of the trained network on the test set, if there is one
   * @return the file's text
   */
  public static String ofTraining(
      TrainingRun run,
      DataProvenance source,
      Environment environment,
      String master,
      double seconds,
      Optional<Evaluation> evaluation) {
    EpochResult last = run.history().get(run.history().size() - 1);
    List<Fact> figures = new ArrayList<>();
    for (EpochColumn column : EpochColumn.all(last)) {
      if (!column.isEmpty(last)) {
        figures.add(
            evaluation
                .filter(found -> column.set().equals(SetScore.TEST))
                .map(found -> TestSection.fact(column.title(), column.metric(), found))
                .orElseGet(
                    () ->
                        new Fact(
                            column.title(),
                            NumberFormats.value(column.metric(), column.of(last)))));
      }
    }
    figures.add(new Fact("epochs", NumberFormats.count(last.epoch())));
    figures.add(new Fact("wall time", NumberFormats.duration(seconds)));
    return PageTemplate.fill(
        new ReportPage(
            "Training report",
            "%s on %s".formatted(run.parameters().topology(), nameOf(source.folder())),
            summary(run, source, master, seconds, last),
            figures,
            run.parameters().sha256(),
            environment.toString(),
            List.of(LearningCurves.of(run.history())),
            evaluation.map(found -> TestSection.of(SetScore.TEST, found)).stream().toList(),
            List.of(TimeSplit.of(run.account().times(), seconds)),
            ReportFacts.of(run, source, environment, master)));
  }

  private static List<String> summary(
      TrainingRun run, DataProvenance source, String master, double seconds, EpochResult last) {
    String start =
        "A network of %s with %s parameters was trained on %s of %s and %s, on %s."
            .formatted(
                run.parameters().topology(),
                NumberFormats.count(run.parameters().topology().size()),
                NumberFormats.count(source.trainRows(), "row"),
                source.folder(),
                source.testRows() == 0
                    ? "not tested"
                    : "tested on " + NumberFormats.count(source.testRows()),
                master);
    int asked = run.settings().epochs();
    String end =
        last.epoch() >= asked
            ? "It ended as asked for, after %s in %s."
                .formatted(
                    NumberFormats.count(last.epoch(), "epoch"), NumberFormats.duration(seconds))
            : "It ended after epoch %d of %d, in %s."
                .formatted(last.epoch(), asked, NumberFormats.duration(seconds));
    if (run.resumedFrom().isEmpty()) {
      return List.of(start, end);
    }
    int stop = run.resumedFrom().get(run.resumedFrom().size() - 1);
    String resumed =
        "It was stopped and went on, the last time after epoch %d: times count from there."
            .formatted(stop);
    return List.of(start, end, resumed);
  }

  /**
   * Reports on a trained network that was evaluated on rows with labels.
   *
   * @param evaluation what was found
   * @param source of which model, on which data
   * @param environment what it ran on
   * @param origin where the model comes from
   * @return the file's text
   */
  public static String ofEvaluation(
      Evaluation evaluation, EvaluationSource source, Environment environment, Provenance origin) {
    List<FactGroup> provenance = new ArrayList<>(ReportFacts.of(evaluation, source, environment));
    provenance.addAll(ReportFacts.of(origin));
    List<Fact> figures = new ArrayList<>();
    for (Metric metric : Metric.ofEpochs(evaluation.score())) {
      String name = metric.everyEpoch().orElseThrow().name();
      figures.add(TestSection.fact(source.split() + " " + name, metric, evaluation));
    }
    figures.add(new Fact("rows", NumberFormats.count(evaluation.rows())));
    Labels labels = evaluation.labels();
    figures.add(new Fact(labels.kind(), NumberFormats.count(labels.names().size())));
    return PageTemplate.fill(
        new ReportPage(
            "Evaluation report",
            "%s on the %s set of %s"
                .formatted(nameOf(source.model()), source.split(), nameOf(source.folder())),
            List.of(
                "The network of %s in %s was evaluated on %s, the %s set of %s."
                    .formatted(
                        source.network(),
                        source.model(),
                        NumberFormats.count(evaluation.rows(), "row"),
                        source.split(),
                        source.folder())),
            figures,
            source.parametersSha256(),
            environment.toString(),
            List.of(),
            List.of(TestSection.of(source.split(), evaluation)),
            List.of(),
            provenance));
  }

  /** The last part of a path that says something. */
  private static String nameOf(String folder) {
    String path = folder.replaceFirst("(/model)?/*$", "");
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.isEmpty() ? folder : name;
  }
}
