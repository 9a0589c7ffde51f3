package dev.lockstep.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.LocalSpark;
import dev.lockstep.aggregate.AggregationKind;
import dev.lockstep.aggregate.WholeEpoch;
import dev.lockstep.config.Settings;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.network.Initializer;
import dev.lockstep.network.ModelState;
import dev.lockstep.network.optimizer.Optimizers;
import dev.lockstep.pack.PackedDataset;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.LabeledVector;
import dev.lockstep.scale.Scaling;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A run that was stopped after any slice goes on to the same bits and the same table. */
final class TrainingLoopTest {
  private static final TrainingSettings SETTINGS =
      TrainingSettings.tutorial().withHidden(5).withEpochs(2).withBatchSize(8).withBlocks(4, 2);

  private static Dataset data() {
    List<LabeledVector> rows = new ArrayList<>();
    for (int i = 0; i < 22; i++) {
      String name = i % 2 == 0 ? "a" : "b";
      rows.add(new LabeledVector(i, name, Vectors.dense(i / 22.0, i % 2, 1)));
    }
    return Dataset.of("train", LocalSpark.spark().parallelize(rows, 2));
  }

  /** The defaults, then every optimizer of steps with all that a step can have. */
  static Stream<TrainingSettings> settings() {
    TrainingSettings all =
        SETTINGS
            .withText(Settings.ACTIVATION, "tanh")
            .withText(Settings.INIT, "glorot-normal")
            .withText(Settings.SCHEDULE, "cosine")
            .with(Settings.WARMUP, 5)
            .with(Settings.L2, 0.01)
            .with(Settings.CLIP_NORM, 0.3);
    return Stream.concat(
        Stream.of(SETTINGS),
        Optimizers.OF_STEPS.stream().map(optimizer -> all.with(Settings.OPTIMIZER, optimizer)));
  }

  /** Every state that is reached when each step is a slice, with parameters of its own. */
  private static List<TrainingState> states(
      TrainingSettings settings, Dataset data, List<EpochResult> told) {
    Classes classes = Classes.of(data.labels().keySet());
    List<TrainingState> states = new ArrayList<>();
    TrainingListener keep =
        new TrainingListener() {
          @Override
          public void epochDone(EpochResult result) {
            told.add(result);
          }

          @Override
          public void stateReached(TrainingState state) {
            states.add(state.copy());
          }
        };
    try (PackedDataset packed = PackedDataset.pack(data, classes, Scaling.none(), 8, 4, 2)) {
      new TrainingLoop(
              settings,
              WholeEpoch.stepByStep(LocalSpark.spark(), packed, packed),
              packed.plan().steps(),
              classes,
              List.of(keep))
          .from(
              new ModelState(
                  Initializer.draw(settings.topology(3, 2), 8, settings.get(Settings.INIT), 0.1),
                  settings.optimizer()));
    }
    return states;
  }

  private static List<EpochResult> withoutSeconds(List<EpochResult> history) {
    return history.stream()
        .map(result -> new EpochResult(result.epoch(), result.train(), result.test(), 0))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("settings")
  void theBitsAreThoseOfARunThatWasNeverStopped(TrainingSettings settings) {
    Dataset data = data();
    List<EpochResult> told = new ArrayList<>();
    List<TrainingState> states = states(settings, data, told);
    assertEquals(
        List.of("0.1", "0.2", "0.3", "1.0", "1.1", "1.2", "1.3", "2.0"),
        states.stream().map(state -> state.epoch() + "." + state.step()).toList());
    TrainingState last = states.get(7);
    assertEquals(told, last.history());
    TrainingRun whole = new Trainer(LocalSpark.spark(), settings).train(data, data);
    assertEquals(whole.parameters().sha256(), last.parameters().sha256());
    assertEquals(withoutSeconds(whole.history()), withoutSeconds(last.history()));
    for (TrainingState state : states) {
      TrainingSettings others =
          settings.withAggregation(
              state.step() % 2 == 0 ? AggregationKind.ALLREDUCE : AggregationKind.TREE);
      double seconds = state.seconds();
      TrainingRun run = new Trainer(LocalSpark.spark(), others).resume(state, data, data);
      assertEquals(whole.parameters().sha256(), run.parameters().sha256());
      assertEquals(withoutSeconds(whole.history()), withoutSeconds(run.history()));
      assertEquals(List.of(state.epoch()), run.resumedFrom());
      if (state.step() > 0) {
        assertTrue(seconds > 0 && run.history().get(state.epoch() + 1).seconds() > seconds);
      }
    }
  }

  @Test
  void anEpochThatHasBegunCanOnlyBeEnded() {
    Dataset data = data();
    TrainingState within = states(SETTINGS, data, new ArrayList<>()).get(4);
    Trainer trainer = new Trainer(LocalSpark.spark(), SETTINGS.withEpochs(1));
    assertEquals(
        "--epochs is 1, but 2 have been done or begun. Ask for as many or more.",
        assertThrows(InvalidInputException.class, () -> trainer.resume(within, data, data))
            .getMessage());
  }
}
