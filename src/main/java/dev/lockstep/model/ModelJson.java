package dev.lockstep.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.config.Settings;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.network.Topology;
import dev.lockstep.network.activation.Activation;
import dev.lockstep.network.activation.Activations;
import dev.lockstep.network.loss.OutputLayer;
import dev.lockstep.network.loss.OutputLayers;
import dev.lockstep.network.loss.SoftmaxCrossEntropy;
import dev.lockstep.option.Choice;
import dev.lockstep.rows.Classes;
import dev.lockstep.scale.Scaling;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * {@code model.json}: what the numbers of {@code model.npz} mean.
 *
 * @param topology the layers' widths
 * @param classes what the outputs stand for
 * @param scaling how the numbers of a file become x
 * @param provenance where the model comes from
 * @param sha256 of the parameters
 */
record ModelJson(
    Topology topology, Classes classes, Scaling scaling, Provenance provenance, String sha256) {
  /** The file of a model. */
  static String of(TrainedModel model) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    FormatVersion.MODEL.write(json);
    json.put("parameters_sha256", model.parameters().sha256());
    Topology topology = model.parameters().topology();
    ArrayNode layers = json.putArray("layers");
    for (int l = 1; l <= topology.layers(); l++) {
      ObjectNode layer = layers.addObject();
      layer.put("weights", "W" + l);
      layer.put("biases", "b" + l);
      layer.put("inputs", topology.inputs(l));
      layer.put("outputs", topology.outputs(l));
      layer.put(
          "activation",
          l < topology.layers() ? topology.activation(l).label() : topology.output().label());
    }
    ScalingJson.write(json.putObject("input"), model.scaling());
    model.classes().names().forEach(json.putArray("classes")::add);
    ProvenanceJson.write(json.putObject("provenance"), model.provenance());
    return JsonText.of(json);
  }

  /**
   * Reads a file.
   *
   * @param file what messages call it
   * @param utf8 its bytes
   * @throws InvalidInputException if it is none, of another version, or its parts do not fit each
   *     other
   */
  static ModelJson read(String file, byte[] utf8) {
    JsonFields fields = JsonFields.parse(file, utf8);
    long version = FormatVersion.MODEL.require(fields);
    Topology topology = readTopology(fields);
    return new ModelJson(
        topology,
        readClasses(fields, topology.classes()),
        ScalingJson.read(fields.object("input"), topology.inputs(1), version),
        ProvenanceJson.read(fields.object("provenance")),
        fields.text("parameters_sha256"));
  }

  private static Topology readTopology(JsonFields fields) {
    List<JsonFields> layers = fields.objects("layers");
    List<Integer> widths = new ArrayList<>();
    List<Activation> activations = new ArrayList<>();
    OutputLayer output = new SoftmaxCrossEntropy();
    for (int l = 1; l <= layers.size(); l++) {
      JsonFields layer = layers.get(l - 1);
      int inputs = layer.count("inputs");
      if (l > 1 && inputs != widths.get(l - 1)) {
        throw ModelFault.corrupt(
            fields.file(),
            "layer %d takes %d inputs, but layer %d has %d outputs"
                .formatted(l, inputs, l - 1, widths.get(l - 1)));
      }
      String name = layer.text("activation");
      if (l < layers.size()) {
        activations.add(
            Activations.of(name).orElseThrow(() -> unknown(fields, layer, Activations.ALL)));
      } else {
        output = OutputLayers.of(name).orElseThrow(() -> unknown(fields, layer, OutputLayers.ALL));
      }
      if (l == 1) {
        widths.add(inputs);
      }
      widths.add(layer.count("outputs"));
    }
    return topology(fields.file(), widths, activations, output);
  }

  private static InvalidInputException unknown(
      JsonFields fields, JsonFields layer, List<? extends Choice> known) {
    return ModelFault.other(
        fields.file(),
        "the activation of layer %s is '%s', this Lockstep knows %s there alone"
            .formatted(
                layer.text("weights").substring(1),
                layer.text("activation"),
                String.join(", ", known.stream().map(Choice::label).toList())),
        "Use a newer Lockstep.");
  }

  /** A topology of a file. */
  static Topology topology(
      String file, List<Integer> widths, List<Activation> activations, OutputLayer output) {
    try {
      return new Topology(widths, activations, output);
    } catch (InvalidInputException e) {
      throw ModelFault.corrupt(file, e);
    }
  }

  /** The topology of a checkpoint, whose layers do what its settings say. */
  static Topology readCheckpointTopology(JsonFields fields, TrainingSettings settings) {
    List<Integer> widths = fields.counts("widths");
    List<Activation> activations = settings.get(Settings.ACTIVATION);
    return topology(
        fields.file(),
        widths,
        activations.size() == 1
            ? Collections.nCopies(Math.max(0, widths.size() - 2), activations.get(0))
            : activations,
        settings.get(Settings.OUTPUT));
  }

  /** The classes of a file, as many as the network has outputs. */
  static Classes readClasses(JsonFields fields, int outputs) {
    List<String> names = fields.texts("classes");
    if (names.size() != outputs) {
      throw ModelFault.corrupt(
          fields.file(),
          "it names %d classes, but the network has %d outputs".formatted(names.size(), outputs));
    }
    Classes classes;
    try {
      classes = Classes.of(names);
    } catch (InvalidInputException e) {
      throw ModelFault.corrupt(fields.file(), e);
    }
    if (!classes.names().equals(names)) {
      throw ModelFault.corrupt(
          fields.file(), "its classes are not in order, or one stands there twice");
    }
    return classes;
  }
}
