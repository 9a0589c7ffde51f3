/**
 * The page {@code report.html}: one file without script or network. In reading order:
 *
 * <ul>
 *   <li>{@link dev.lockstep.report.html.HtmlReport}: the reports of a training and of an
 *       evaluation; {@code ReportPage}: what the template shows, of {@code Fact}s
 *   <li>{@code LearningCurves}, {@code LineChart}, {@code CalibrationChart}: the charts; {@code
 *       Plot} and {@code Axis}: where values lie
 *   <li>{@code TestSection}: an evaluation, with its {@code PagePart}s: {@code ClassPart} with
 *       {@code HeatMap} and {@code MistakeGallery}, {@code TwoClassPart} with {@code CurveChart};
 *       {@code LabelPart}, {@code NumberPart} with {@code AgreementChart} and {@code
 *       ResidualChart}, {@code ImportancePart}
 *   <li>{@code ColumnTable}: what the columns of a table were
 *   <li>{@code TimeSplit}, {@code ReportFacts}: time and provenance; {@code NumberFormats}: how
 *       numbers are shown
 * </ul>
 */
package dev.lockstep.report.html;
