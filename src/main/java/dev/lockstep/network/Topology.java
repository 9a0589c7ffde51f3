package dev.lockstep.network;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.network.activation.Activation;
import dev.lockstep.network.activation.Relu;
import dev.lockstep.network.loss.OutputLayer;
import dev.lockstep.network.loss.SoftmaxCrossEntropy;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A multilayer perceptron but for its numbers: the widths d0, d1 ... dL of d0 inputs, L - 1 hidden
 * layers and dL outputs, and what each layer does.
 *
 * <p>Layer l (1 to L) is an affine map with W{@code l} of shape (d{@code l-1}, d{@code l}) and
 * b{@code l} of shape (d{@code l}). L = 1 is a linear model.
 *
 * @param widths d0 ... dL, at least two of them, all positive
 * @param activations one for each hidden layer
 * @param output the output layer with its loss
 */
public record Topology(List<Integer> widths, List<Activation> activations, OutputLayer output)
    implements Serializable {
  /** 512 rows of it, which are scored at once, are still one array. */
  private static final int WIDEST = 4_000_000;

  /** All of them as bytes are still one array. */
  private static final long MOST_PARAMETERS = Integer.MAX_VALUE / Double.BYTES - 8;

  /**
   * Checks and copies the widths.
   *
   * @throws InvalidInputException if there are fewer than two, one is not positive or above 4
   *     million, the parameters would be more than 268 million, or there are not as many
   *     activations as hidden layers
   */
  public Topology {
    widths = List.copyOf(widths);
    activations = List.copyOf(activations);
    if (widths.size() < 2) {
      throw new InvalidInputException("A network needs an input and an output, got " + widths);
    }
    for (int l = 0; l < widths.size(); l++) {
      if (widths.get(l) < 1) {
        throw new InvalidInputException(
            "Layer %d of the network has width %d. Widths are positive."
                .formatted(l, widths.get(l)));
      }
      if (widths.get(l) > WIDEST) {
        throw new InvalidInputException(
            "Layer %d of the network has width %d. The widest that is possible is %d."
                .formatted(l, widths.get(l), WIDEST));
      }
    }
    if (activations.size() != widths.size() - 2) {
      throw new InvalidInputException(
          "A network of widths %s has %d hidden layers, but activations for %d: %s. Give one activation for all of them or one for each."
              .formatted(widths, widths.size() - 2, activations.size(), activations));
    }
    if (size(widths) > MOST_PARAMETERS) {
      throw new InvalidInputException(
          "A network of widths %s has %d parameters; %d are possible. Narrow a layer."
              .formatted(widths, size(widths), MOST_PARAMETERS));
    }
  }

  /**
   * A classifier as the tutorial has it: ReLU in all hidden layers, then softmax.
   *
   * @param widths d0 ... dL
   * @throws InvalidInputException as the other constructor
   */
  public Topology(List<Integer> widths) {
    this(
        widths,
        Collections.nCopies(Math.max(0, widths.size() - 2), new Relu()),
        new SoftmaxCrossEntropy());
  }

  /**
   * A classifier as the tutorial has it: puts hidden layers of ReLU between inputs and classes.
   *
   * @param inputs d0
   * @param hidden d1 ... dL-1, empty for a linear model
   * @param classes dL
   * @return the topology
   * @throws InvalidInputException as the constructor
   */
  public static Topology of(int inputs, List<Integer> hidden, int classes) {
    List<Integer> widths = new ArrayList<>();
    widths.add(inputs);
    widths.addAll(hidden);
    widths.add(classes);
    return new Topology(widths);
  }

  /** L, the number of affine layers, at least 1. */
  public int layers() {
    return widths.size() - 1;
  }

  /** d0, the width of the input. */
  public int inputs() {
    return widths.get(0);
  }

  /** dL, the width of the output: for a classifier the number of classes. */
  public int outputs() {
    return widths.get(layers());
  }

  /** d(l-1), what layer l, 1 to L, reads: the rows of its W. */
  public int inputs(int l) {
    return widths.get(l - 1);
  }

  /** d(l), what layer l gives: the columns of its W. */
  public int outputs(int l) {
    return widths.get(l);
  }

  /** What hidden layer l, 1 to L - 1, makes of u. */
  public Activation activation(int l) {
    return activations.get(l - 1);
  }

  /** The rows of all W and b, a b being one row: the sum over l of (d(l-1) + 1). */
  public int rows() {
    int rows = 0;
    for (int l = 1; l <= layers(); l++) {
      rows += inputs(l) + 1;
    }
    return rows;
  }

  /** The number of parameters, the sum over l of (d(l-1) + 1) d(l). */
  public long size() {
    return size(widths);
  }

  private static long size(List<Integer> widths) {
    long size = 0;
    for (int l = 1; l < widths.size(); l++) {
      size += (widths.get(l - 1) + 1L) * widths.get(l);
    }
    return size;
  }

  /**
   * Checks that a block of rows can pass through every layer.
   *
   * @param rows the rows of the longest block
   * @throws InvalidInputException if a layer's output for them is more than one array can hold
   */
  public void requireFits(int rows) {
    for (int width : widths) {
      if ((long) rows * width > Integer.MAX_VALUE) {
        throw new InvalidInputException(
            "A block of %d rows through a layer of width %d is more than an array can hold. Raise --blocks or lower --batch-size."
                .formatted(rows, width));
      }
    }
  }

  /** The widths as they are written in the literature: {@code 784-100-50-10}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int width : widths) {
      text.append(text.isEmpty() ? "" : "-").append(width);
    }
    return text.toString();
  }
}
