package dev.lockstep.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.io.FileFault;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.Json;
import dev.lockstep.io.MessageText;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.Topology;
import dev.lockstep.network.activation.Activation;
import dev.lockstep.network.activation.Activations;
import dev.lockstep.network.loss.OutputLayer;
import dev.lockstep.network.loss.OutputLayers;
import dev.lockstep.network.loss.SoftmaxCrossEntropy;
import dev.lockstep.option.Choice;
import dev.lockstep.rows.Classes;
import dev.lockstep.scale.Columns;
import dev.lockstep.scale.ScaleKind;
import dev.lockstep.scale.Scaling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code model.json}: what the numbers of {@code model.npz} mean. */
record ModelJson(
    String format,
    int version,
    String parametersSha256,
    List<Layer> layers,
    Input input,
    List<String> classes,
    Provenance provenance) {
  /** An affine map and what follows it; the names are those of its arrays. */
  record Layer(String weights, String biases, int inputs, int outputs, String activation) {}

  /**
   * How the numbers of a file become x. The first version of the format, of images alone, has
   * nothing but {@code scaling}.
   *
   * @param scaling the kind
   * @param meaning what it does, for people
   * @param label the column of the class; empty where there is none
   * @param columns the columns of x; empty where nobody has named them
   * @param firstIndex what columns without names are counted from, if that is not 1
   * @param offsets for each column, of a kind that learns something
   * @param divisors for each column, of a kind that learns something
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Input(
      String scaling,
      @Json.Optional String meaning,
      @Json.Optional String label,
      @Json.Optional List<String> columns,
      @Json.Optional Integer firstIndex,
      @Json.Optional List<Double> offsets,
      @Json.Optional List<Double> divisors) {

    static Input of(Scaling scaling) {
      boolean learned = scaling.kind().isLearned();
      return new Input(
          scaling.kind().toString(),
          switch (scaling.kind()) {
            case NONE -> "x = number";
            case UNIT -> "x = float32(number / 255)";
            case MINMAX, STANDARD ->
                "x = (number - offset) / divisor in float64, 0 where the divisor is 0";
          },
          scaling.columns().label(),
          scaling.columns().features(),
          scaling.columns().first() == 1 ? null : scaling.columns().first(),
          learned ? scaling.offsets() : null,
          learned ? scaling.divisors() : null);
    }

    /**
     * The scaling that was written.
     *
     * @param inputs d0 of the network
     * @param version of the file
     */
    Scaling toScaling(String file, int inputs, long version) {
      Optional<ScaleKind> kind =
          Arrays.stream(ScaleKind.values())
              .filter(one -> one.toString().equals(scaling))
              .findFirst();
      if (kind.isEmpty() || (version == 1 && kind.get() != ScaleKind.UNIT)) {
        String known =
            Arrays.stream(ScaleKind.values())
                .map(ScaleKind::toString)
                .collect(Collectors.joining(", "));
        throw FileFault.other(
            file,
            "its input scaling is '%s', this Lockstep knows %s"
                .formatted(MessageText.oneLine(scaling), version == 1 ? "unit alone" : known),
            "Use a newer Lockstep.");
      }
      if (version > 1 && (label == null || columns == null)) {
        throw FileFault.corrupt(file, "the field input.label or input.columns is missing");
      }
      if (firstIndex != null && firstIndex != 0) {
        throw FileFault.corrupt(file, "the field input.first_index is %d".formatted(firstIndex));
      }
      Columns names =
          version == 1
              ? Columns.NONE
              : new Columns(label, columns, firstIndex == null ? 1 : firstIndex);
      boolean learned = kind.get().isLearned();
      requireSize(file, "columns", names.features(), label == null || label.isEmpty(), inputs);
      requireSize(file, "offsets", offsets, !learned, inputs);
      requireSize(file, "divisors", divisors, !learned, inputs);
      try {
        return Scaling.of(
            kind.get(),
            names,
            learned ? toArray(offsets) : new double[0],
            learned ? toArray(divisors) : new double[0]);
      } catch (IllegalArgumentException e) {
        throw FileFault.corrupt(file, e.getMessage());
      }
    }

    private static double[] toArray(List<Double> numbers) {
      return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static void requireSize(
        String file, String name, List<?> list, boolean mayBeEmpty, int inputs) {
      int found = list == null ? 0 : list.size();
      if (found != inputs && !(found == 0 && mayBeEmpty)) {
        throw FileFault.corrupt(
            file, "its input has %d %s, but the network takes %d".formatted(found, name, inputs));
      }
    }
  }

  static ModelJson of(
      Parameters parameters, Scaling scaling, Classes classes, Provenance provenance) {
    Topology topology = parameters.topology();
    List<Layer> layers = new ArrayList<>();
    for (int l = 1; l <= topology.layers(); l++) {
      layers.add(
          new Layer(
              "W" + l,
              "b" + l,
              topology.inputs(l),
              topology.outputs(l),
              l < topology.layers() ? topology.activation(l).label() : topology.output().label()));
    }
    return new ModelJson(
        FormatVersion.MODEL.name(),
        FormatVersion.MODEL.newest(),
        parameters.sha256(),
        layers,
        Input.of(scaling),
        classes.names(),
        provenance);
  }

  /**
   * Reads a file.
   *
   * @param file what messages call it
   * @throws InvalidInputException if it is not such a file, of another version, or a field is
   *     missing or out of range
   */
  static ModelJson read(String file, byte[] utf8) {
    JsonNode json = Json.parse(file, utf8);
    FormatVersion.MODEL.require(file, json);
    return Json.bind(file, json, ModelJson.class);
  }

  /** The network, whose layers have to fit each other and do what is known here. */
  Topology topology(String file) {
    List<Integer> widths = new ArrayList<>();
    List<Activation> activations = new ArrayList<>();
    OutputLayer output = new SoftmaxCrossEntropy();
    for (int l = 1; l <= layers.size(); l++) {
      Layer layer = layers.get(l - 1);
      if (l == 1) {
        widths.add(layer.inputs);
      }
      if (layer.inputs != widths.get(l - 1)) {
        throw FileFault.corrupt(
            file,
            "layer %d takes %d inputs, but layer %d has %d outputs"
                .formatted(l, layer.inputs, l - 1, widths.get(l - 1)));
      }
      int number = l;
      if (l < layers.size()) {
        activations.add(
            Activations.of(layer.activation)
                .orElseThrow(() -> unknown(file, number, layer, Activations.ALL)));
      } else {
        output =
            OutputLayers.of(layer.activation)
                .orElseThrow(() -> unknown(file, number, layer, OutputLayers.ALL));
      }
      widths.add(layer.outputs);
    }
    return topology(file, widths, activations, output);
  }

  private static InvalidInputException unknown(
      String file, int number, Layer layer, List<? extends Choice> known) {
    return FileFault.other(
        file,
        "the activation of layer %d is '%s', this Lockstep knows %s there alone"
            .formatted(
                number,
                MessageText.oneLine(layer.activation),
                String.join(", ", known.stream().map(Choice::label).toList())),
        "Use a newer Lockstep.");
  }

  /** A network of a file. */
  static Topology topology(
      String file, List<Integer> widths, List<Activation> activations, OutputLayer output) {
    try {
      return new Topology(widths, activations, output);
    } catch (InvalidInputException e) {
      throw FileFault.corrupt(file, MessageText.firstLine(e));
    }
  }

  /** The classes in a file, which have to be in order and as many as the network's outputs. */
  static Classes classes(String file, List<String> names, int outputs) {
    if (names.size() != outputs) {
      throw FileFault.corrupt(
          file,
          "it names %d classes, but the network has %d outputs".formatted(names.size(), outputs));
    }
    Classes classes;
    try {
      classes = Classes.of(names);
    } catch (InvalidInputException e) {
      throw FileFault.corrupt(file, MessageText.firstLine(e));
    }
    if (!classes.names().equals(names)) {
      throw FileFault.corrupt(file, "its classes are not in order, or one occurs twice");
    }
    return classes;
  }
}
