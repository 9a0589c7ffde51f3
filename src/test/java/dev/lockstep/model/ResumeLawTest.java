package dev.lockstep.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.LocalSpark;
import dev.lockstep.aggregate.AggregationKind;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.io.HadoopFile;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.linalg.Blas;
import dev.lockstep.network.Score;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.LabeledVector;
import dev.lockstep.train.EpochResult;
import dev.lockstep.train.Trainer;
import dev.lockstep.train.TrainingListener;
import dev.lockstep.train.TrainingRun;
import dev.lockstep.train.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that was stopped after any epoch and goes on otherwise ends with the same bits. */
final class ResumeLawTest {
  private static final int EPOCHS = 4;

  @TempDir static Path temporary;
  private static Dataset data;
  private static TrainingRun undisturbed;

  private static TrainingSettings settings(int partitions, AggregationKind kind) {
    return TrainingSettings.tutorial()
        .withHidden(5)
        .withEpochs(EPOCHS)
        .withBatchSize(8)
        .withBlocks(4, partitions)
        .withBlas(Blas.EXACT)
        .withAggregation(kind);
  }

  private static Path file(int epoch) {
    return temporary.resolve("epoch-%d.npz".formatted(epoch));
  }

  /** Trains without a stop and keeps the checkpoint of every epoch. */
  @BeforeAll
  static void train() {
    List<LabeledVector> rows = new ArrayList<>();
    for (int i = 0; i < 22; i++) {
      rows.add(
          new LabeledVector(
              i, "ab".substring(i % 2, i % 2 + 1), Vectors.dense(i / 22.0, i % 2, 1)));
    }
    data = Dataset.of("train", LocalSpark.spark().parallelize(rows, 2));
    TrainingSettings settings = settings(3, AggregationKind.TREE);
    TrainingListener keep =
        new TrainingListener() {
          @Override
          public void stateReached(TrainingState state) {
            try {
              Checkpoint checkpoint = new Checkpoint(state, settings, Samples.DATA);
              Files.write(file(state.epoch()), Samples.bytes(checkpoint));
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          }
        };
    undisturbed = new Trainer(LocalSpark.spark(), settings).train(data, data, keep);
  }

  private static TrainingState stopped(int epoch) throws IOException {
    FileSystem files = FileSystem.getLocal(new Configuration());
    return Checkpoint.read(
            new HadoopFile(files, new org.apache.hadoop.fs.Path(file(epoch).toString())))
        .state();
  }

  private static List<EpochResult> withoutSeconds(TrainingRun run) {
    return run.history().stream()
        .map(result -> new EpochResult(result.epoch(), result.train(), result.test(), 0))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"1,3,TREE", "1,4,ALLREDUCE", "2,1,TREE", "2,2,ALLREDUCE", "3,2,TREE", "4,1,TREE"})
  void theBitsAreThoseOfARunThatWasNeverStopped(int epoch, int partitions, AggregationKind kind)
      throws IOException {
    TrainingRun run =
        new Trainer(LocalSpark.spark(), settings(partitions, kind))
            .resume(stopped(epoch), data, data);
    assertEquals(undisturbed.parameters().sha256(), run.parameters().sha256());
    assertEquals(withoutSeconds(undisturbed), withoutSeconds(run));
    assertEquals(undisturbed.history().subList(0, epoch), run.history().subList(0, epoch));
    assertEquals(List.of(epoch), run.resumedFrom());
  }

  @Test
  void everyShuffledEpochHasTheOrderThatItWouldHaveHad() {
    TrainingSettings settings = settings(3, AggregationKind.TREE).withShuffle(true);
    Map<Integer, TrainingState> states = new HashMap<>();
    TrainingListener keep =
        new TrainingListener() {
          @Override
          public void stateReached(TrainingState state) {
            states.put(state.epoch(), copy(new Checkpoint(state, settings, Samples.DATA)));
          }
        };
    Optional<Dataset> none = Optional.empty();
    TrainingRun whole = new Trainer(LocalSpark.spark(), settings).train(data, none, keep);
    assertNotEquals(undisturbed.parameters().sha256(), whole.parameters().sha256());
    assertEquals(Score.NONE, whole.history().get(EPOCHS).test());
    for (int epoch = 1; epoch < EPOCHS; epoch++) {
      TrainingSettings others = settings(epoch, AggregationKind.ALLREDUCE).withShuffle(true);
      TrainingRun run =
          new Trainer(LocalSpark.spark(), others).resume(states.get(epoch), data, none);
      assertEquals(whole.parameters().sha256(), run.parameters().sha256());
      assertEquals(withoutSeconds(whole), withoutSeconds(run));
    }
  }

  private static TrainingState copy(Checkpoint checkpoint) {
    try {
      Path file = Files.write(temporary.resolve("copy.npz"), Samples.bytes(checkpoint));
      FileSystem files = FileSystem.getLocal(new Configuration());
      Checkpoint read =
          Checkpoint.read(new HadoopFile(files, new org.apache.hadoop.fs.Path(file.toString())));
      assertEquals(checkpoint.settings(), read.settings());
      return read.state();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void fewerEpochsAndOtherLayersAreRefused() throws IOException {
    TrainingState state = stopped(3);
    TrainingSettings settings = settings(1, AggregationKind.TREE);
    for (TrainingSettings other : List.of(settings.withEpochs(2), settings.withHidden(6))) {
      Trainer trainer = new Trainer(LocalSpark.spark(), other);
      assertThrows(InvalidInputException.class, () -> trainer.resume(state, data, data));
    }
  }
}
