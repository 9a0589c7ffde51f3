/**
 * What commands print and write besides models. In reading order:
 *
 * <ul>
 *   <li>{@link dev.lockstep.report.EpochColumn}: the columns of every table of epochs; {@link
 *       dev.lockstep.report.EpochTable} prints them, {@link dev.lockstep.report.HistoryCsv} and
 *       {@link dev.lockstep.report.RunJson} write them
 *   <li>{@link dev.lockstep.report.EvaluationTable}, {@link dev.lockstep.report.EvaluationJson}: an
 *       evaluation of what {@link dev.lockstep.report.EvaluationSource} names; {@link
 *       dev.lockstep.report.EvaluationSection}: what is shown beside metrics, of classes {@code
 *       ClassSection} with its {@code ScoreTable}, of numbers {@code NumberSection}
 *   <li>{@link dev.lockstep.report.PredictionCsv}: predictions, a file for each partition
 *   <li>{@link dev.lockstep.report.PythonFormat}: numbers as Python prints them
 * </ul>
 */
package dev.lockstep.report;
