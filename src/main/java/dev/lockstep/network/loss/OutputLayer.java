package dev.lockstep.network.loss;

import dev.lockstep.linalg.Matrix;
import dev.lockstep.option.Choice;
import dev.lockstep.rows.DatasetInfo;
import dev.lockstep.rows.Labels;
import dev.lockstep.rows.Targets;
import java.io.Serializable;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What the last layer makes of {@code u = z W + b}: y, the loss of a row, and the derivative of the
 * mini-batch's mean loss by u. Has no state; its results have the same bits on every machine, so
 * {@code exp} and its like come from {@link StrictMath}. All members are in {@link
 * OutputLayers#ALL}.
 */
public interface OutputLayer extends Choice, Serializable {
  /**
   * The same with the values of the {@linkplain #settings settings} that it obeys.
   *
   * @param values of settings by their names
   */
  default OutputLayer with(ToDoubleFunction<String> values) {
    return this;
  }

  /** Whether it learns classes, or else numbers. */
  boolean learnsClasses();

  /**
   * What the labels of a training set mean here: its targets.
   *
   * @param train what is known of the training set
   * @throws dev.lockstep.io.InvalidInputException if they cannot be learned
   */
  Labels labels(DatasetInfo train);

  /**
   * The same of a model's file.
   *
   * @param kind what it calls them: {@link Labels#kind}
   * @param names as they were written
   * @throws dev.lockstep.io.InvalidInputException if they cannot be those of such a model
   */
  Labels labels(String kind, List<String> names);

  /** dL, the outputs of a network that learns these labels. */
  default int outputs(Labels labels) {
    return labels.outputs();
  }

  /** What its loss is called, such as {@code cross-entropy}. */
  String lossName();

  /**
   * {@code y = f(u)} of every row.
   *
   * @param u shape (n, outputs)
   * @param y same shape, overwritten; may be u
   */
  void forward(Matrix u, Matrix y);

  /**
   * What a network says of rows.
   *
   * @param y shape (n, dL): f(u)
   * @return as many numbers of each row as {@link Labels#outputs} has: y itself, or where one
   *     output tells two classes apart the probabilities of both
   */
  default Matrix said(Matrix y) {
    return y;
  }

  /**
   * The loss of one row, without its weight.
   *
   * @param u shape (n, outputs)
   * @param y same shape: f(u)
   * @param row the row
   * @param targets what the rows are to come to
   * @param at the row's number in the targets
   * @return L(y, t)
   */
  double loss(Matrix u, Matrix y, int row, Targets targets, int at);

  /**
   * {@code du = w dL/du / divisor}, w being the row's weight.
   *
   * @param y shape (rows, outputs): f(u)
   * @param targets what the rows are to come to
   * @param first the first row's number in the targets
   * @param divisor of the whole mini-batch, of which these rows are a part: its rows, or the sum of
   *     its weights
   * @param du same shape as y, overwritten
   */
  void backward(Matrix y, Targets targets, int first, double divisor, Matrix du);

  /**
   * What is added up over the rows of a set that is scored, each times its weight, beside the loss.
   *
   * @return names, in the order of {@link #addSums}
   */
  List<String> sums();

  /**
   * Adds what a row has to the sums, without its weight.
   *
   * @param y shape (n, outputs): f(u)
   * @param row the row
   * @param targets what the rows are to come to
   * @param at the row's number in the targets
   * @param sums one for each of {@link #sums}, added to
   */
  void addSums(Matrix y, int row, Targets targets, int at, double[] sums);
}
