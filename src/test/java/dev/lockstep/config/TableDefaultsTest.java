package dev.lockstep.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.lockstep.network.optimizer.Optimizers;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The recipe of tables of which nothing is said, and what of it follows from their rows. */
final class TableDefaultsTest {
  @ParameterizedTest
  @CsvSource({
    "1, 8, 4",
    "255, 8, 0.0157",
    "256, 8, 0.0156",
    "300, 9, 0.0133",
    "4096, 128, 0.000977",
    "1000000, 128, 0.000004"
  })
  void miniBatchesAndDecayFollowFromTheRows(long rows, int batchSize, double l2) {
    TrainingSettings settings = TableDefaults.of(rows);
    assertEquals(batchSize, settings.batchSize());
    assertEquals(l2, settings.get(Settings.L2));
    assertEquals(
        TrainingSettings.tutorial()
            .withHidden(100)
            .withText(Settings.OPTIMIZER, "adam")
            .withLearningRate(0.005)
            .withText(Settings.SCHEDULE, "cosine")
            .withText(Settings.INIT, "glorot-uniform")
            .withShuffle(true)
            .withBatchSize(batchSize)
            .with(Settings.L2, l2),
        settings);
  }

  @Test
  void whatIsGivenStays() {
    TrainingSettings given = TableDefaults.before(Optional.empty()).withBatchSize(7);
    TrainingSettings fitted =
        TableDefaults.fit(given, List.of(Settings.BATCH_SIZE)::contains, 1000);
    assertEquals(7, fitted.batchSize());
    assertEquals(0.004, fitted.get(Settings.L2));
  }

  @Test
  void theRateIsForAdamAndAdamwAlone() {
    for (String label : List.of("sgd", "momentum", "nesterov", "adam", "adamw", "lbfgs")) {
      TrainingSettings settings =
          TableDefaults.before(Optimizers.of(label)).withText(Settings.OPTIMIZER, label);
      assertEquals(label.startsWith("adam") ? 0.005 : 0.5, settings.learningRate(), label);
      assertFalse(label.equals("lbfgs") && settings.obeyed().contains(Settings.SCHEDULE), label);
    }
  }
}
