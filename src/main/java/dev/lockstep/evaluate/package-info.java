/**
 * How well a trained network does on rows with labels, and what it says of rows without. In reading
 * order:
 *
 * <ul>
 *   <li>{@link dev.lockstep.evaluate.Metric}: the list of the numbers; a new one is added there
 *   <li>{@link dev.lockstep.evaluate.Evaluator}: the Spark job; {@code EvaluationSums}: what tasks
 *       send back; {@link dev.lockstep.evaluate.Evaluation}: what was found
 *   <li>{@link dev.lockstep.evaluate.Finding}, {@code Tally}: what a task finds beside metrics; of
 *       classes {@link dev.lockstep.evaluate.ClassFindings}, {@code ClassTally}, {@link
 *       dev.lockstep.evaluate.ConfusionMatrix}, {@link dev.lockstep.evaluate.ClassScore}, {@link
 *       dev.lockstep.evaluate.Calibration}, {@link dev.lockstep.evaluate.Interval}; of several
 *       labels {@link dev.lockstep.evaluate.LabelFindings}, {@code LabelTally}; {@code Counts}: how
 *       many rows, by their weights
 *   <li>{@link dev.lockstep.evaluate.Mistake}, {@link dev.lockstep.evaluate.MistakeImage}, {@code
 *       TopN}: the most confident mistakes
 *   <li>{@link dev.lockstep.evaluate.Predictor}, {@link dev.lockstep.evaluate.Prediction}: rows
 *       without labels
 * </ul>
 */
package dev.lockstep.evaluate;
