package dev.lockstep.report.html;

import dev.lockstep.report.html.FactGroup.Fact;
import java.util.List;

/**
 * All that the template shows. A list of one or none stands for what a report may be without.
 *
 * @param kind what kind of report it is
 * @param heading what it is about
 * @param summary what was run and how it ended, in sentences
 * @param figures the numbers that matter most
 * @param parametersSha256 which parameters it is about
 * @param generator what wrote it
 * @param curves how learning went; of a training
 * @param test how the network does on rows with labels
 * @param time where the time went; of a training
 * @param provenance all that is needed to do it again
 */
record ReportPage(
    String kind,
    String heading,
    List<String> summary,
    List<Fact> figures,
    String parametersSha256,
    String generator,
    List<LearningCurves> curves,
    List<TestSection> test,
    List<TimeSplit> time,
    List<FactGroup> provenance) {}
