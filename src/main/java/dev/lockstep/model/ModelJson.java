package dev.lockstep.model;

import com.fasterxml.jackson.annotation.JsonFormat;
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
import dev.lockstep.option.Choice;
import dev.lockstep.rows.Labels;
import dev.lockstep.scale.Columns;
import dev.lockstep.scale.RawColumns;
import dev.lockstep.scale.ScaleKind;
import dev.lockstep.scale.Scaling;
import dev.lockstep.scale.SourceColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code model.json}: what the numbers of {@code model.npz} mean. */
record ModelJson(
    String format,
    int version,
    String parametersSha256,
    List<Layer> layers,
    Input input,
    @Json.Optional @JsonInclude(JsonInclude.Include.NON_NULL) List<String> classes,
    @Json.Optional @JsonInclude(JsonInclude.Include.NON_NULL) List<String> targets,
    @Json.Optional @JsonInclude(JsonInclude.Include.NON_NULL) List<String> labels,
    @Json.Optional @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Double> targetMeans,
    @Json.Optional @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Double> targetDeviations,
    Provenance provenance) {
  /** An affine map and what follows it; the names are those of its arrays. */
  record Layer(String weights, String biases, int inputs, int outputs, String activation) {}

  /**
   * How the numbers of a file become x. The first version of the format, of images alone, has
   * nothing but {@code scaling}.
   *
   * @param scaling the kind
   * @param meaning what it does, for people
   * @param label the column of the label, or several; empty if it has none
   * @param weight the column of the rows' weights, if there is one
   * @param columns the columns of x; empty where nobody has named them
   * @param sources the columns of the table that these were made of, if they are not the same
   * @param missing what is done about missing values of these, if that is known
   * @param firstIndex what columns without names are counted from, if that is not 1
   * @param offsets for each column, of a kind that learns something
   * @param divisors for each column, of a kind that learns something
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Input(
      String scaling,
      @Json.Optional String meaning,
      @Json.Optional
          @JsonFormat(
              with = {
                JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY,
                JsonFormat.Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED
              })
          List<String> label,
      @Json.Optional String weight,
      @Json.Optional List<String> columns,
      @Json.Optional @JsonInclude(JsonInclude.Include.NON_EMPTY) List<SourceColumn> sources,
      @Json.Optional RawColumns.Missing missing,
      @Json.Optional Integer firstIndex,
      @Json.Optional List<Double> offsets,
      @Json.Optional List<Double> divisors) {

    static Input of(Scaling scaling) {
      boolean learned = scaling.kind().isLearned();
      List<String> label = scaling.columns().labels();
      String weight = scaling.columns().weight();
      return new Input(
          scaling.kind().toString(),
          switch (scaling.kind()) {
            case NONE -> "x = number";
            case UNIT -> "x = float32(number / 255)";
            case MINMAX, STANDARD ->
                "x = (number - offset) / divisor in float64, 0 where the divisor is 0";
          },
          label.isEmpty() ? List.of("") : label,
          weight.isEmpty() ? null : weight,
          scaling.columns().features(),
          scaling.columns().sources(),
          scaling.columns().missing(),
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
      ScaleKind kind = known(file, "its input scaling", scaling, List.of(ScaleKind.values()));
      if (version > 1 && (label == null || columns == null)) {
        throw FileFault.corrupt(file, "the field input.label or input.columns is missing");
      }
      if (firstIndex != null && firstIndex != 0) {
        throw FileFault.corrupt(file, "the field input.first_index is %d".formatted(firstIndex));
      }
      boolean isLabelled = version > 1 && !label.equals(List.of(""));
      boolean isNamed = version > 1 && (isLabelled || !columns.isEmpty());
      Columns names =
          isNamed
              ? new Columns(isLabelled ? label : List.of(), weight == null ? "" : weight, columns)
              : Columns.numberedFrom(firstIndex == null ? 1 : firstIndex);
      requireSize(file, "columns", names.features(), isNamed ? inputs : 0);
      if (sources != null && !sources.isEmpty()) {
        names = names.madeOf(sources, missing);
        requireSize(file, "columns made of others", names.features(), inputs);
      }
      try {
        return Scaling.of(
            kind,
            names,
            toArray(file, "offsets", offsets, kind.isLearned() ? inputs : 0),
            toArray(file, "divisors", divisors, kind.isLearned() ? inputs : 0));
      } catch (IllegalArgumentException e) {
        throw FileFault.corrupt(file, e.getMessage());
      }
    }

    private static double[] toArray(String file, String name, List<Double> numbers, int size) {
      List<Double> present = numbers == null ? List.of() : numbers;
      requireSize(file, name, present, size);
      return present.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static void requireSize(String file, String name, List<?> list, int size) {
      if (list.size() != size) {
        throw FileFault.corrupt(
            file, "its input has %d %s, expected %d".formatted(list.size(), name, size));
      }
    }
  }

  static ModelJson of(
      Parameters parameters, Scaling scaling, Labels labels, Provenance provenance) {
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
        labels.namesIf("classes"),
        labels.namesIf("targets"),
        labels.namesIf("labels"),
        labels.means(),
        labels.deviations(),
        provenance.withoutSources());
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
    OutputLayer output = OutputLayers.ALL.get(0);
    for (Layer layer : layers) {
      int l = activations.size() + 1;
      if (l == 1) {
        widths.add(layer.inputs);
      }
      if (layer.inputs != widths.get(l - 1)) {
        throw FileFault.corrupt(
            file,
            "layer %d takes %d inputs, but layer %d has %d outputs"
                .formatted(l, layer.inputs, l - 1, widths.get(l - 1)));
      }
      String what = "the activation of layer " + l;
      if (l < layers.size()) {
        activations.add(known(file, what, layer.activation, Activations.ALL));
      } else {
        output =
            known(file, what, layer.activation, OutputLayers.ALL)
                .with(provenance.settings()::constant);
      }
      widths.add(layer.outputs);
    }
    try {
      return new Topology(widths, activations, output);
    } catch (InvalidInputException e) {
      throw FileFault.corrupt(file, MessageText.firstLine(e));
    }
  }

  /** The member of a name, which a newer Lockstep may have written. */
  private static <C extends Choice> C known(
      String file, String what, String name, List<C> members) {
    return members.stream()
        .filter(member -> member.label().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                FileFault.other(
                    file,
                    "%s is '%s', this Lockstep knows %s"
                        .formatted(
                            what,
                            MessageText.oneLine(name),
                            String.join(", ", members.stream().map(Choice::label).toList())),
                    "Use a newer Lockstep."));
  }

  /** What labels mean to the network. */
  Labels labels(String file, Topology topology) {
    return labels(file, named(classes, targets, labels), targetMeans, targetDeviations, topology);
  }

  /** The names in a file, of which there is one kind, by their kind. */
  static Map<String, List<String>> named(
      List<String> classes, List<String> targets, List<String> labels) {
    return classes != null
        ? Map.of("classes", classes)
        : targets != null
            ? Map.of("targets", targets)
            : labels != null ? Map.of("labels", labels) : Map.of();
  }

  /**
   * What labels mean to a network.
   *
   * @param named the {@linkplain #named names} in a file, which have to be in order
   * @param means of targets that are scaled; null or empty for none
   * @param deviations of the same
   */
  static Labels labels(
      String file,
      Map<String, List<String>> named,
      List<Double> means,
      List<Double> deviations,
      Topology topology) {
    if (named.isEmpty()) {
      throw FileFault.corrupt(file, "the field classes is missing");
    }
    String kind = named.keySet().iterator().next();
    List<String> names = named.get(kind);
    Labels labels;
    try {
      labels = topology.output().labels(kind, names);
    } catch (InvalidInputException e) {
      throw FileFault.corrupt(file, MessageText.firstLine(e));
    }
    if (topology.output().outputs(labels) != topology.outputs()) {
      throw FileFault.corrupt(
          file,
          "it names %d %s, but the network has %d outputs"
              .formatted(names.size(), labels.kind(), topology.outputs()));
    }
    if (!labels.names().equals(names)) {
      throw FileFault.corrupt(
          file, "its %s are not in order, or one occurs twice".formatted(labels.kind()));
    }
    return scaled(
        file,
        labels,
        means == null ? List.of() : means,
        deviations == null ? List.of() : deviations);
  }

  private static Labels scaled(
      String file, Labels labels, List<Double> means, List<Double> deviations) {
    boolean isScaled = !means.isEmpty();
    if (means.size() != deviations.size() || (isScaled && means.size() != labels.outputs())) {
      throw FileFault.corrupt(
          file,
          "it has %d means and %d deviations of %d targets"
              .formatted(means.size(), deviations.size(), labels.outputs()));
    }
    if (deviations.stream().anyMatch(deviation -> deviation < 0)) {
      throw FileFault.corrupt(file, "the deviation of a target is negative");
    }
    return isScaled ? labels.scaledBy(means, deviations) : labels;
  }
}
