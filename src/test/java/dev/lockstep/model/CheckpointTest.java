package dev.lockstep.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.aggregate.AggregationKind;
import dev.lockstep.config.Settings;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.linalg.Blas;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A run goes on with what decides its bits, and with nothing else. */
final class CheckpointTest {
  private static final Checkpoint AT_3 = Samples.checkpoint(3);

  private static String refusal(TrainingSettings settings, DataProvenance data) {
    return assertThrows(InvalidInputException.class, () -> AT_3.requireFits(settings, data))
        .getMessage();
  }

  @Test
  void epochsPartitionsAndAggregationMayBeOthers() {
    TrainingSettings others =
        Samples.SETTINGS
            .withEpochs(100)
            .withBlocks(8, 3)
            .withAggregation(AggregationKind.ALLREDUCE);
    AT_3.requireFits(others, Samples.DATA);
    AT_3.requireFits(Samples.SETTINGS.withEpochs(3), Samples.DATA);
    DataProvenance moved = Samples.images("elsewhere", Samples.DATA.sha256(), 12, 4, 4);
    AT_3.requireFits(Samples.SETTINGS, moved);
  }

  @Test
  void everythingThatDiffersIsListed() {
    TrainingSettings others =
        TrainingSettings.tutorial()
            .withHidden()
            .withEpochs(9)
            .withBatchSize(5)
            .withLearningRate(0.25)
            .with(Settings.SEED, 9)
            .with(Settings.INIT_RANGE, 0.2)
            .withBlocks(4, 0)
            .with(Settings.BLAS, Blas.MLLIB)
            .withAggregation(AggregationKind.TREE)
            .withShuffle(true);
    DataProvenance data = Samples.images("d", Map.of("train-images-idx3-ubyte", "cd"), 13, 5, 6);
    assertEquals(
        "Cannot resume: data or settings differ from those of the run: --hidden was 5 and is none;"
            + " --batch-size was 4 and is 5; --learning-rate was 0.30000000000000004 and is 0.25;"
            + " --seed was 8 and is 9; --init-range was 0.001 and is 0.2; --blocks was 8 and is 4;"
            + " --blas was exact and is mllib; --shuffle was no and is yes;"
            + " the data file train-images-idx3-ubyte has other contents;"
            + " training rows was 12 and is 13; test rows was 4 and is 5; features was 4 and is 6."
            + " Give the original ones, or start over with --overwrite.",
        refusal(others, data));
  }

  @Test
  void fewerEpochsThanHaveBeenDoneAreRefused() {
    assertEquals(
        "Cannot resume: 3 epochs have been done, --epochs asks for 2. Ask for as many or more.",
        refusal(Samples.SETTINGS.withEpochs(2), Samples.DATA));
  }
}
