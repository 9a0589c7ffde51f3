package dev.lockstep.report.html;

import dev.lockstep.model.Environment;
import java.util.List;

/**
 * All that the page shows, a list of one or none for what a report may be without. Its look is in
 * {@code report.mustache}, the parts that this includes, and {@code report.css}.
 *
 * @param kind what kind of report it is
 * @param heading what it is about
 * @param figures the numbers that matter most
 * @param parametersSha256 which parameters it is about
 * @param curves how learning went; of a training
 * @param test how the network does on rows with labels
 * @param columns what the columns of the table were
 * @param time where the time went; of a training
 * @param facts of the training, as are the next two all that is needed to do it again
 * @param trained the training, if it is what is reported on
 * @param evaluated the evaluation, if it is
 * @param environment what wrote it
 */
record ReportPage(
    String kind,
    String heading,
    List<Fact> figures,
    String parametersSha256,
    List<LearningCurves> curves,
    List<TestSection> test,
    List<ColumnTable> columns,
    List<TimeSplit> time,
    ReportFacts facts,
    List<ReportFacts.Trained> trained,
    List<ReportFacts.Evaluated> evaluated,
    Environment environment) {
  /** The file's text. */
  String html() {
    return PagePart.Template.fill("report.mustache", this);
  }
}
