package dev.lockstep.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.LocalSpark;
import dev.lockstep.aggregate.AggregationKind;
import dev.lockstep.config.Settings;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.activation.Activations;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A training begins with the weights of another, whose classes stay where it knows all of them;
 * frozen layers keep their bits, and there is one answer.
 */
final class WarmStartTest {
  private static final TrainingSettings SETTINGS =
      TrainingSettings.tutorial()
          .withHidden(5, 4)
          .withEpochs(2)
          .withBatchSize(8)
          .withBlocks(8, 2)
          .withLearningRate(0.1);

  private final Dataset three = Rows.normal(1, 22, 3, 3).dataset(LocalSpark.spark());
  private final TrainingRun before = trainer(SETTINGS).train(three, Optional.empty());
  private final WarmStart start =
      new WarmStart("before", topology -> before.parameters(), Optional.of(before.labels()));

  private static Trainer trainer(TrainingSettings settings) {
    return new Trainer(LocalSpark.spark(), settings);
  }

  private static void requireSame(Parameters expected, Parameters actual, int... layers) {
    for (int layer : layers) {
      assertArrayEquals(expected.weights(layer).values(), actual.weights(layer).values());
      assertArrayEquals(expected.biases(layer).values(), actual.biases(layer).values());
    }
  }

  private static TrainingListener noting(List<String> lines) {
    return new TrainingListener() {
      @Override
      public void notice(String line) {
        lines.add(line);
      }
    };
  }

  @Test
  void weightsAreThoseOfTheOtherUntilTheFirstStep() {
    List<String> lines = new ArrayList<>();
    TrainingRun run =
        trainer(SETTINGS.withEpochs(0))
            .startingFrom(start)
            .train(three, Optional.empty(), noting(lines));
    assertEquals(before.parameters().sha256(), run.parameters().sha256());
    assertTrue(lines.contains("Initial weights: of before."), lines::toString);
    String kept = before.parameters().sha256();
    trainer(SETTINGS).startingFrom(start).train(three, Optional.empty());
    assertEquals(kept, before.parameters().sha256(), "the other's weights are not changed");
  }

  @Test
  void classesThatAreNotThereStay() {
    Dataset two = Rows.normal(2, 22, 3, 2).dataset(LocalSpark.spark());
    TrainingRun run = trainer(SETTINGS).startingFrom(start).train(two, Optional.empty());
    assertEquals(before.labels(), run.labels());
  }

  @Test
  void theOutputLayerIsNewWhereThereAreOtherClasses() {
    Dataset four = Rows.normal(3, 40, 3, 4).dataset(LocalSpark.spark());
    List<String> lines = new ArrayList<>();
    TrainingSettings none = SETTINGS.withEpochs(0);
    TrainingRun run =
        trainer(none).startingFrom(start).train(four, Optional.empty(), noting(lines));
    requireSame(before.parameters(), run.parameters(), 1, 2);
    requireSame(trainer(none).train(four, Optional.empty()).parameters(), run.parameters(), 3);
    assertTrue(
        lines.contains(
            "Initial weights: of before; the output layer is new: it had the classes 0, 1, 2, now"
                + " there are the classes 0, 1, 2, 3."),
        lines::toString);
    Trainer frozen = trainer(none.with(Settings.FREEZE, List.of(3))).startingFrom(start);
    assertTrue(
        assertThrows(InvalidInputException.class, () -> frozen.train(four, Optional.empty()))
            .getMessage()
            .startsWith("--freeze names layer 3, which is new: it had the classes 0, 1, 2"));
  }

  @Test
  void thereIsOneAnswerAndFrozenLayersKeepTheirBits() {
    TrainingSettings all =
        SETTINGS
            .withEpochs(3)
            .withShuffle(true)
            .withText(Settings.OPTIMIZER, "adamw")
            .with(Settings.DROPOUT, List.of(0.2, 0.5, 0.5))
            .with(Settings.FREEZE, List.of(1, 3));
    List<TrainingState> states = new ArrayList<>();
    TrainingListener keep =
        new TrainingListener() {
          @Override
          public void stateReached(TrainingState state) {
            states.add(state.copy());
          }
        };
    TrainingRun once = trainer(all).startingFrom(start).train(three, Optional.empty(), keep);
    requireSame(before.parameters(), once.parameters(), 1, 3);
    assertFalse(
        Arrays.equals(
            before.parameters().weights(2).values(), once.parameters().weights(2).values()));
    for (int partitions : new int[] {1, 2, 3, 8}) {
      for (AggregationKind kind : List.of(AggregationKind.TREE, AggregationKind.ALLREDUCE)) {
        Trainer trainer =
            trainer(all.withBlocks(8, partitions).withAggregation(kind)).startingFrom(start);
        Stream.of(
                trainer.train(three, Optional.empty()),
                trainer.resume(states.get(0).copy(), three, Optional.empty()))
            .forEach(run -> assertEquals(once.parameters().sha256(), run.parameters().sha256()));
      }
    }
  }

  @Test
  void anotherNetworkIsRefused() {
    for (TrainingSettings other :
        List.of(
            SETTINGS.withHidden(5, 3),
            SETTINGS.with(Settings.ACTIVATION, List.of(Activations.ALL.get(1))))) {
      Trainer trainer = trainer(other).startingFrom(start);
      assertTrue(
          assertThrows(InvalidInputException.class, () -> trainer.train(three, Optional.empty()))
              .getMessage()
              .startsWith("--init-from names the network 3-5-4-3 with the activations [relu"));
    }
    Trainer unread = trainer(SETTINGS.with(Settings.INIT_FROM, "runs/a"));
    assertThrows(InvalidInputException.class, () -> unread.train(three, Optional.empty()));
    for (List<Integer> frozen : List.of(List.of(4), List.of(1, 2, 3))) {
      Trainer trainer = trainer(SETTINGS.with(Settings.FREEZE, frozen));
      assertThrows(InvalidInputException.class, () -> trainer.train(three, Optional.empty()));
    }
  }
}
