package dev.lockstep.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.LocalSpark;
import dev.lockstep.aggregate.AggregationKind;
import dev.lockstep.config.Settings;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.io.InMemory;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.network.Score;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.LabeledVector;
import dev.lockstep.train.EpochResult;
import dev.lockstep.train.Trainer;
import dev.lockstep.train.TrainingListener;
import dev.lockstep.train.TrainingRun;
import dev.lockstep.train.TrainingState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that was stopped after any epoch and goes on otherwise ends with the same bits. */
final class ResumeLawTest {
  private static final int EPOCHS = 4;
  private static Dataset data;

  private static TrainingSettings settings(int partitions, AggregationKind kind) {
    return TrainingSettings.tutorial()
        .withHidden(5)
        .withEpochs(EPOCHS)
        .withBatchSize(8)
        .withBlocks(4, partitions)
        .withAggregation(kind);
  }

  @BeforeAll
  static void makeData() {
    List<LabeledVector> rows = new ArrayList<>();
    for (int i = 0; i < 22; i++) {
      String label = i % 2 == 0 ? "a" : "b";
      rows.add(new LabeledVector(i, label, Vectors.dense(i / 22.0, i % 2, 1)));
    }
    data = Dataset.of("train", LocalSpark.spark().parallelize(rows, 2));
  }

  /** Trains without a stop and keeps the checkpoint of every epoch, as it was written. */
  private static TrainingRun train(
      TrainingSettings settings, Optional<Dataset> test, Map<Integer, byte[]> checkpoints) {
    TrainingListener keep =
        new TrainingListener() {
          @Override
          public void stateReached(TrainingState state) {
            Checkpoint checkpoint = new Checkpoint(state, settings, Samples.DATA);
            checkpoints.put(state.epoch(), Samples.bytes(checkpoint));
          }
        };
    return new Trainer(LocalSpark.spark(), settings).train(data, test, keep);
  }

  private static TrainingState read(byte[] checkpoint) {
    return Checkpoint.read(new InMemory("checkpoint", checkpoint)).state();
  }

  private static List<EpochResult> withoutSeconds(TrainingRun run) {
    return run.history().stream()
        .map(result -> new EpochResult(result.epoch(), result.train(), result.test(), 0))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theBitsAreThoseOfARunThatWasNeverStopped(boolean shuffle) {
    Optional<Dataset> test = shuffle ? Optional.empty() : Optional.of(data);
    Map<Integer, byte[]> checkpoints = new HashMap<>();
    TrainingRun whole =
        train(settings(3, AggregationKind.TREE).withShuffle(shuffle), test, checkpoints);
    assertEquals(shuffle, whole.history().get(EPOCHS).test().equals(Score.NONE));
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      AggregationKind kind = epoch % 2 == 0 ? AggregationKind.TREE : AggregationKind.ALLREDUCE;
      TrainingSettings others = settings(EPOCHS + 1 - epoch, kind).withShuffle(shuffle);
      TrainingRun run =
          new Trainer(LocalSpark.spark(), others).resume(read(checkpoints.get(epoch)), data, test);
      assertEquals(whole.parameters().sha256(), run.parameters().sha256());
      assertEquals(withoutSeconds(whole), withoutSeconds(run));
      assertEquals(whole.history().subList(0, epoch), run.history().subList(0, epoch));
      assertEquals(List.of(epoch), run.resumedFrom());
    }
  }

  /** The parameters of the best epoch, and where the search for it stands. */
  @Test
  void theBestEpochIsInTheCheckpoint() {
    TrainingSettings patient =
        settings(2, AggregationKind.TREE)
            .withEpochs(20)
            .withText(Settings.MONITOR, "accuracy")
            .with(Settings.PATIENCE, 2)
            .withText(Settings.SCHEDULE, "plateau")
            .with(Settings.SCHEDULE_EVERY, 1);
    Map<Integer, byte[]> checkpoints = new HashMap<>();
    TrainingListener keep =
        new TrainingListener() {
          @Override
          public void stateReached(TrainingState state) {
            checkpoints.put(
                state.epoch(), Samples.bytes(new Checkpoint(state, patient, Samples.DATA)));
          }
        };
    Trainer trainer = new Trainer(LocalSpark.spark(), patient).validatedOn(data);
    TrainingRun whole = trainer.train(data, Optional.empty(), keep);
    assertEquals(whole.last().epoch() - 2, whole.kept());
    for (int epoch = 1; epoch <= whole.last().epoch(); epoch++) {
      TrainingRun run = trainer.resume(read(checkpoints.get(epoch)), data, Optional.empty());
      assertEquals(whole.kept(), run.kept());
      assertEquals(whole.parameters().sha256(), run.parameters().sha256());
      assertEquals(withoutSeconds(whole), withoutSeconds(run));
    }
  }

  /** The pairs of L-BFGS, of which eleven iterations have replaced one. */
  @Test
  void theBitsAreThoseOfARunThatWasNeverStoppedWithPairsToo() {
    Map<Integer, byte[]> checkpoints = new HashMap<>();
    TrainingSettings lbfgs =
        settings(3, AggregationKind.TREE)
            .withText(Settings.OPTIMIZER, "lbfgs")
            .with(Settings.L2, 0.01)
            .withEpochs(12);
    TrainingRun whole = train(lbfgs, Optional.of(data), checkpoints);
    assertEquals(12, whole.history().size() - 1);
    for (int epoch : List.of(2, 11)) {
      TrainingRun run =
          new Trainer(LocalSpark.spark(), lbfgs.withBlocks(4, 2))
              .resume(read(checkpoints.get(epoch)), data, Optional.of(data));
      assertEquals(whole.parameters().sha256(), run.parameters().sha256());
      assertEquals(withoutSeconds(whole), withoutSeconds(run));
    }
  }

  @Test
  void fewerEpochsAndOtherLayersAreRefused() {
    TrainingState state = Samples.checkpoint(3).state();
    TrainingSettings settings = settings(1, AggregationKind.TREE);
    for (TrainingSettings other : List.of(settings.withEpochs(2), settings.withHidden(6))) {
      Trainer trainer = new Trainer(LocalSpark.spark(), other);
      assertThrows(InvalidInputException.class, () -> trainer.resume(state, data, data));
    }
  }
}
