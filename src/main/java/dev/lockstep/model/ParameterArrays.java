package dev.lockstep.model;

import dev.lockstep.io.FileFault;
import dev.lockstep.io.MessageText;
import dev.lockstep.io.NpzReader;
import dev.lockstep.network.LayerArrays;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.Topology;
import java.io.IOException;

/**
 * Parameters as numpy arrays of float64: W1, b1 ... WL, bL, W{@code l} of shape (inputs, outputs),
 * b{@code l} of shape (outputs,).
 *
 * <p>All methods throw {@link dev.lockstep.io.InvalidInputException} where an array is missing, of
 * another shape or damaged, and {@link IOException} where the file system fails.
 */
final class ParameterArrays {
  private ParameterArrays() {}

  /** What becomes of an array: {@code NpzWriter::array} or {@code NpzReader::array}. */
  @FunctionalInterface
  interface Action {
    /** Takes an array by its name, its numbers in C order and its shape. */
    void array(String name, double[] numbers, int... shape) throws IOException;
  }

  /**
   * Goes through W and b, or an optimiser's moments of them.
   *
   * @param prefix stands before every name
   */
  static void forEach(String prefix, LayerArrays arrays, Action action) throws IOException {
    Topology topology = arrays.topology();
    for (int l = 1; l <= topology.layers(); l++) {
      double[] w = arrays.weights(l).values();
      action.array(prefix + "W" + l, w, topology.inputs(l), topology.outputs(l));
      action.array(prefix + "b" + l, arrays.biases(l).values(), topology.outputs(l));
    }
  }

  /** Reads parameters of known shapes, the next entries of a file. */
  static Parameters read(NpzReader npz, Topology topology) throws IOException {
    npz.requireRoom(topology.size(), "parameters of " + topology);
    Parameters parameters = new Parameters(topology);
    forEach("", parameters, npz::array);
    return parameters;
  }

  /** Checks that the arrays were the last entries, and the parameters those that were written. */
  static void requireWhole(NpzReader npz, String sha256, Parameters parameters) throws IOException {
    npz.end("the arrays of " + parameters.topology());
    requireWritten(npz, sha256, parameters);
  }

  /** Checks that parameters are those that were written. */
  static void requireWritten(NpzReader npz, String sha256, Parameters parameters) {
    String found = parameters.sha256();
    if (!found.equals(sha256)) {
      throw FileFault.other(
          npz.file(),
          "its parameters are not those that were written: SHA-256 %s, expected %s"
              .formatted(found, MessageText.oneLine(sha256, 64)),
          "Copy both files of the model again.");
    }
  }
}
