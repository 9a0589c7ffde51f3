/**
 * How well a trained network does on rows with labels, and what it says of rows without. In reading
 * order:
 *
 * <ul>
 *   <li>{@link dev.lockstep.evaluate.Metric}: the list of the numbers; a new one is added there
 *   <li>{@link dev.lockstep.evaluate.Evaluator}: the Spark jobs; {@code EvaluationSums}: what tasks
 *       send back; {@link dev.lockstep.evaluate.Evaluation}: what was found
 *   <li>{@link dev.lockstep.evaluate.Finding}: what is found beside metrics, by a {@code Tally}
 *       while rows are scored, or a {@code Study} of all scored rows
 *   <li>of classes {@link dev.lockstep.evaluate.ClassFindings}, {@code ClassTally}, {@link
 *       dev.lockstep.evaluate.ConfusionMatrix}, {@link dev.lockstep.evaluate.ClassScore}, {@link
 *       dev.lockstep.evaluate.Calibration}, {@link dev.lockstep.evaluate.Interval}, {@link
 *       dev.lockstep.evaluate.Mistake}, {@link dev.lockstep.evaluate.MistakeImage}
 *   <li>of several labels {@link dev.lockstep.evaluate.LabelFindings}, {@code LabelTally}
 *   <li>{@code Counts}: how many rows there are of a kind, or what they weigh
 *   <li>{@code CurveStudy}: of two classes {@link dev.lockstep.evaluate.TwoClassFindings}, of more
 *       {@link dev.lockstep.evaluate.OneVersusRest}; {@code NumberStudy}: {@link
 *       dev.lockstep.evaluate.NumberFindings}
 *   <li>{@link dev.lockstep.evaluate.Predictor}, {@link dev.lockstep.evaluate.Prediction}: rows
 *       without labels
 * </ul>
 */
package dev.lockstep.evaluate;
