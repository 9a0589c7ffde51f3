package dev.lockstep.model;

import dev.lockstep.config.Settings;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.io.NpzWriter;
import dev.lockstep.network.Initializer;
import dev.lockstep.network.ModelState;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.Score;
import dev.lockstep.network.Topology;
import dev.lockstep.network.optimizer.Sgd;
import dev.lockstep.rows.Classes;
import dev.lockstep.scale.Columns;
import dev.lockstep.scale.ScaleKind;
import dev.lockstep.scale.Scaling;
import dev.lockstep.train.EpochResult;
import dev.lockstep.train.TrainingState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small model and checkpoint, 4-5-3, with awkward numbers and names. */
public final class Samples {
  static final TrainingSettings SETTINGS =
      TrainingSettings.tutorial()
          .withHidden(5)
          .withEpochs(9)
          .withBatchSize(4)
          .withLearningRate(0.1 + 0.2)
          .with(Settings.INIT_RANGE, 1e-3)
          .withBlocks(8, 0);
  static final DataProvenance DATA =
      images("data/tiny", Map.of("train-images-idx3-ubyte", "ab12"), 12, 4, 4);
  static final Environment MACHINE =
      new Environment("0.1.0", "abc", "4.1.0", "2.13", "17", "a jvm", "an os", "an arch", 2);
  static final Classes CLASSES = Classes.of(List.of("it's", "\"quoted\"", "猫\t1"));

  static final Scaling SCALING =
      Scaling.of(
          ScaleKind.STANDARD,
          new Columns("species", List.of("a", "b, c", "\"d\"", "é")),
          new double[] {0.1, -1e-320, 1.0 / 3, Double.MAX_VALUE},
          new double[] {Double.MIN_VALUE, 0, 2.0 / 3, 1e300});

  private Samples() {}

  /** Where images came from. */
  public static DataProvenance images(
      String folder, Map<String, String> sha256, long trainRows, long testRows, int features) {
    return new DataProvenance(
        folder,
        sha256,
        trainRows,
        testRows,
        features,
        ScaleKind.UNIT,
        0,
        "",
        "",
        List.of(),
        List.of(),
        0,
        List.of(),
        0,
        0);
  }

  /** A {@code model.npz}. */
  static byte[] npz(Parameters parameters) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    NpzWriter npz = new NpzWriter(out);
    ParameterArrays.forEach("", parameters, npz::array);
    npz.finish();
    return out.toByteArray();
  }

  static Parameters parameters() {
    return Initializer.uniform(new Topology(List.of(4, 5, 3)), 3, 0.1);
  }

  static TrainedModel model() {
    return new TrainedModel(parameters(), CLASSES, SCALING, provenance());
  }

  /** A made-up training. */
  public static Provenance provenance() {
    Instant time = Instant.parse("2026-01-31T12:34:56Z");
    return new Provenance(time, SETTINGS, DATA, "exact", MACHINE);
  }

  /**
   * A checkpoint after some epochs; the parameters tell them apart.
   *
   * @param epoch the last
   * @return a new one
   */
  public static Checkpoint checkpoint(int epoch) {
    List<EpochResult> history = new ArrayList<>();
    for (int e = 0; e <= epoch; e++) {
      Score train = Score.ofClasses(12, 4 + e % 8, 1 / (3.0 + e));
      history.add(new EpochResult(e, train, Score.ofClasses(4, 1, Math.sqrt(2 + e)), 0.1 * e));
    }
    Parameters parameters = parameters();
    parameters.biases(1).values()[0] = epoch;
    TrainingState state =
        new TrainingState(new ModelState(parameters, new Sgd()), CLASSES, history, List.of());
    return new Checkpoint(state, SETTINGS, DATA);
  }

  /** A checkpoint within the epoch that follows. */
  static Checkpoint within(int epoch, int step) {
    Checkpoint checkpoint = checkpoint(epoch);
    TrainingState state = checkpoint.state();
    TrainingState within =
        new TrainingState(
            state.model(),
            CLASSES,
            state.history(),
            step,
            0.1 * step,
            List.of(1),
            Optional.empty());
    return new Checkpoint(within, SETTINGS, DATA);
  }

  /** Writes the files of a model into a folder. */
  public static Path write(TrainedModel model, Path folder) {
    model.write(
        (name, contents) -> {
          try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            contents.accept(out);
            Files.createDirectories(folder);
            Files.write(folder.resolve(name), out.toByteArray());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    return folder;
  }

  static byte[] bytes(Checkpoint checkpoint) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      checkpoint.write(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
