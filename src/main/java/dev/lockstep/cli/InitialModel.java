package dev.lockstep.cli;

import dev.lockstep.config.Settings;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.io.HadoopPaths;
import dev.lockstep.model.ModelFolder;
import dev.lockstep.model.TrainedModel;
import dev.lockstep.network.Topology;
import dev.lockstep.network.activation.Activation;
import dev.lockstep.network.loss.OutputLayer;
import dev.lockstep.option.Setting;
import dev.lockstep.rows.text.TextFormat;
import dev.lockstep.scale.Columns;
import dev.lockstep.scale.Scaling;
import dev.lockstep.train.WarmStart;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * What {@code --init-from} names: a model, or a file of weights alone.
 *
 * @param path as the user named it
 * @param model empty for a file of weights
 * @param hadoop how to reach it
 */
record InitialModel(String path, Optional<TrainedModel> model, Configuration hadoop) {
  private static final String NPZ = ".npz";

  /**
   * Reads the model, if there is one to begin with. The shapes of weights alone are checked once
   * the columns of the data are known.
   *
   * @throws dev.lockstep.io.InvalidInputException if it is not there, or corrupt
   */
  static Optional<InitialModel> find(String path, Configuration hadoop) {
    if (path.equals(Settings.NOTHING)) {
      return Optional.empty();
    }
    Path place = HadoopPaths.of(path);
    if (path.endsWith(NPZ)) {
      ModelFolder.requireWeights(place, hadoop);
      return Optional.of(new InitialModel(path, Optional.empty(), hadoop));
    }
    TrainedModel model = ModelFolder.read(Settings.INIT_FROM.name(), place, hadoop);
    return Optional.of(new InitialModel(path, Optional.of(model), hadoop));
  }

  /**
   * The same settings with hidden layers and activations of the model, for others to be given.
   *
   * @param keepsTask whether its output layer is meant, too: nothing is said of it
   */
  TrainingSettings network(TrainingSettings settings, boolean keepsTask) {
    if (model.isEmpty()) {
      return settings;
    }
    Topology topology = model.get().parameters().topology();
    List<Activation> activations = topology.activations();
    TrainingSettings task = keepsTask ? output(settings, topology.output()) : settings;
    TrainingSettings hidden =
        task.with(Settings.HIDDEN, topology.widths().subList(1, topology.layers()));
    return activations.isEmpty()
        ? hidden
        : hidden.with(
            Settings.ACTIVATION,
            activations.stream().distinct().count() == 1 ? activations.subList(0, 1) : activations);
  }

  /** With the model's output layer and what its loss was told. */
  private TrainingSettings output(TrainingSettings settings, OutputLayer output) {
    TrainingSettings task =
        settings.withText(output.learnsClasses() ? Settings.HEAD : Settings.LOSS, output.label());
    Setting<Double> delta = Settings.HUBER_DELTA;
    return output.settings().contains(delta.name())
        ? task.with(delta, model.get().provenance().settings().get(delta))
        : task;
  }

  /** Whether the outputs are known to be those of classes. */
  boolean learnsClasses() {
    return model.filter(one -> one.parameters().topology().output().learnsClasses()).isPresent();
  }

  /** What the model needs of a table. */
  Optional<TextFormat.Model> columns() {
    return model.map(
        one ->
            TextFormat.Model.of(
                one.scaling().columns(), one.parameters().topology().inputs(), true));
  }

  /** How the model makes x of numbers, under what the columns of the training set are called. */
  Optional<Scaling> scaling(Columns names) {
    return model
        .map(TrainedModel::scaling)
        .map(
            scaling ->
                Scaling.of(
                    scaling.kind(), names, array(scaling.offsets()), array(scaling.divisors())));
  }

  private static double[] array(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** What the training begins with. */
  WarmStart start() {
    return model
        .map(one -> new WarmStart(path, topology -> one.parameters(), Optional.of(one.labels())))
        .orElseGet(
            () -> {
              Path npz = HadoopPaths.of(path);
              return new WarmStart(
                  path,
                  topology -> ModelFolder.readWeights(npz, topology, hadoop),
                  Optional.empty());
            });
  }
}
