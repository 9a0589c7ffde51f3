package dev.lockstep.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.network.Topology;
import dev.lockstep.network.activation.Activation;
import dev.lockstep.network.activation.Relu;
import dev.lockstep.network.optimizer.Update;
import dev.lockstep.network.schedule.Course;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many pieces a mini-batch has, and how many tasks share them. */
final class TrainingSettingsTest {
  private static final TrainingSettings TUTORIAL = TrainingSettings.tutorial();

  @ParameterizedTest
  @CsvSource({
    "1, 8",
    "100, 8",
    "1024, 8",
    "1025, 9",
    "1152, 9",
    "1153, 10",
    "4096, 32",
    "8064, 63",
    "8065, 64",
    "8192, 64",
    "8193, 64",
    "2147483647, 64"
  })
  void blocksFollowFromTheBatchSizeAlone(int batchSize, int blocks) {
    TrainingSettings settings = TUTORIAL.withBatchSize(batchSize);
    assertEquals(blocks, settings.blocks());
    assertEquals(blocks, settings.withBlocks(0, 3).blocks());
    assertEquals(blocks, settings.withEpochs(7).withShuffle(true).blocks());
    assertEquals(blocks, settings.partitionsFor(100));
    assertEquals(5, settings.partitionsFor(5));
  }

  @Test
  void blocksThatWereGivenStayWhateverTheBatchSize() {
    TrainingSettings given = TUTORIAL.withBlocks(8, 0);
    assertEquals(8, given.withBatchSize(4096).blocks());
    assertEquals(8, given.withBatchSize(4096).partitionsFor(100));
    assertEquals(3, TUTORIAL.withBatchSize(4096).withBlocks(3, 0).blocks());
  }

  @Test
  void noMorePartitionsThanBlocks() {
    TrainingSettings large = TUTORIAL.withBatchSize(4096).withBlocks(0, 32);
    assertEquals(32, large.partitionsFor(2));
    String message =
        assertThrows(InvalidInputException.class, () -> large.withBatchSize(1024)).getMessage();
    assertEquals(
        "--partitions is 32, which is more than --blocks 8: a block is never cut. Lower --partitions, or raise"
            + " --blocks (this changes the last digits).",
        message);
  }

  @Test
  void oneActivationIsForAllHiddenLayersAndSeveralAreOneForEach() {
    TrainingSettings settings = TrainingSettings.tutorial();
    assertEquals(Topology.of(784, List.of(100, 50), 10), settings.topology(784, 10));
    List<Activation> three = List.of(new Relu(), new Relu(), new Relu());
    assertThrows(InvalidInputException.class, () -> settings.with(Settings.ACTIVATION, three));
    assertEquals(
        three,
        settings.withHidden(3, 2, 1).with(Settings.ACTIVATION, three).topology(9, 5).activations());
    assertEquals(Update.sgd(0.5), settings.update(1, Course.UNWATCHED));
  }
}
