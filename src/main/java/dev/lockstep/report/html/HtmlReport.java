package dev.lockstep.report.html;

import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.Metric;
import dev.lockstep.model.DataProvenance;
import dev.lockstep.model.Environment;
import dev.lockstep.model.Provenance;
import dev.lockstep.network.SetScore;
import dev.lockstep.report.EpochColumn;
import dev.lockstep.report.EvaluationSource;
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
  /** No epoch was chosen. */
  private static final int NONE = 0;

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
    EpochResult kept = run.result();
    List<Fact> figures = new ArrayList<>();
    for (EpochColumn column : EpochColumn.all(kept)) {
      if (!column.isEmpty(kept)) {
        figures.add(
            evaluation
                .filter(found -> column.set().equals(SetScore.TEST))
                .map(found -> TestSection.fact(column.title(), column.metric(), found))
                .orElseGet(
                    () ->
                        new Fact(
                            column.title(),
                            NumberFormats.value(column.metric(), column.of(kept)))));
      }
    }
    String epochs = NumberFormats.count(run.last().epoch());
    figures.add(
        run.isBestKept()
            ? new Fact("epochs", epochs, "kept: %d".formatted(run.kept()))
            : new Fact("epochs", epochs));
    figures.add(new Fact("wall time", NumberFormats.duration(seconds)));
    return new ReportPage(
            "Training report",
            "%s on %s".formatted(run.parameters().topology(), nameOf(source.folder())),
            figures,
            run.parameters().sha256(),
            List.of(LearningCurves.of(run.history(), run.isBestKept() ? run.kept() : NONE)),
            evaluation.map(found -> TestSection.of(SetScore.TEST, found)).stream().toList(),
            List.of(TimeSplit.of(run.account().times(), seconds)),
            new ReportFacts(run.settings(), source),
            List.of(new ReportFacts.Trained(run, master)),
            List.of(),
            environment)
        .html();
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
    List<Fact> figures = new ArrayList<>();
    for (Metric metric : Metric.ofEpochs(evaluation.score())) {
      String name = metric.everyEpoch().orElseThrow().name();
      String title = "%s %s".formatted(source.split(), name).strip();
      figures.add(TestSection.fact(title, metric, evaluation));
    }
    figures.add(new Fact("rows", NumberFormats.count(evaluation.rows())));
    if (evaluation.isWeighted()) {
      figures.add(new Fact("weight", NumberFormats.count(evaluation.score().weight())));
    }
    Labels labels = evaluation.labels();
    figures.add(new Fact(labels.kind(), NumberFormats.count(labels.names().size())));
    return new ReportPage(
            "Evaluation report",
            "%s on %s%s"
                .formatted(
                    nameOf(source.model()),
                    source.split().isEmpty() ? "" : "the %s set of ".formatted(source.split()),
                    nameOf(source.folder())),
            figures,
            source.parametersSha256(),
            List.of(),
            List.of(
                TestSection.of(
                    source.split().isEmpty() ? "evaluated" : source.split(), evaluation)),
            List.of(),
            new ReportFacts(origin.settings(), origin.data()),
            List.of(),
            List.of(new ReportFacts.Evaluated(source, evaluation, origin)),
            environment)
        .html();
  }

  /** The last part of a path that says something. */
  private static String nameOf(String folder) {
    String path = folder.replaceFirst("(/model)?/*$", "");
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.isEmpty() ? folder : name;
  }
}
