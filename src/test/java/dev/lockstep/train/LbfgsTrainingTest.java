package dev.lockstep.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.LocalSpark;
import dev.lockstep.aggregate.AggregationKind;
import dev.lockstep.config.Settings;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A training by L-BFGS: one answer, stopped anywhere or not, and an end when none is left. */
final class LbfgsTrainingTest {
  private static final int EPOCHS = 13; // pairs are replaced

  private static TrainingSettings settings(int partitions) {
    return TrainingSettings.tutorial()
        .withText(Settings.OPTIMIZER, "lbfgs")
        .withHidden(6, 5)
        .withText(Settings.ACTIVATION, "sigmoid")
        .withText(Settings.INIT, "glorot-uniform")
        .with(Settings.L2, 1e-4)
        .withEpochs(EPOCHS)
        .withBatchSize(40)
        .withBlocks(8, partitions);
  }

  private static Dataset data() {
    double[] weights = new Random(5).doubles(203, 0, 2).toArray();
    return Rows.normal(1, 203, 7, 3).withWeights(weights).dataset(LocalSpark.spark());
  }

  private static Trainer trainer(TrainingSettings settings) {
    return new Trainer(LocalSpark.spark(), settings);
  }

  private static List<EpochResult> withoutSeconds(List<EpochResult> history) {
    return history.stream()
        .map(result -> new EpochResult(result.epoch(), result.scores(), 0))
        .toList();
  }

  /** States within epochs are those whose scores are still due. */
  private static final class Told implements TrainingListener {
    private final List<TrainingState> states = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();
    private int ends;

    @Override
    public void stateReached(TrainingState state) {
      states.add(state.copy());
    }

    @Override
    public void endedEarly(TrainingState state) {
      ends++;
    }

    @Override
    public void stepDone(int epoch, int step, int steps) {
      this.steps.add("%d: %d of %d".formatted(epoch, step, steps));
    }

    @Override
    public void notice(String line) {
      notices.add(line);
    }
  }

  @Test
  void theBitsAreThoseOfARunThatWasNeverStopped() {
    Dataset data = data();
    Told told = new Told();
    TrainingRun whole = trainer(settings(2)).train(data, data, told);
    assertEquals(2 * EPOCHS, told.states.size());
    assertEquals("1: 1 of 1", told.steps.get(0));
    assertEquals(EPOCHS, told.steps.size());
    assertEquals(List.of(AggregationKind.TREE), whole.account().kinds());
    assertTrue(told.notices.get(0).startsWith("Aggregation: tree, "), told.notices::toString);
    for (int i = 0; i < told.states.size(); i += 3) {
      TrainingState state = told.states.get(i);
      TrainingRun run = trainer(settings(1 + i % 8)).resume(state, data, data);
      assertEquals(whole.parameters().sha256(), run.parameters().sha256());
      assertEquals(withoutSeconds(whole.history()), withoutSeconds(run.history()));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8})
  void anyPartitionsHaveOneAnswer(int partitions) {
    Dataset data = data();
    TrainingRun expected = trainer(settings(2)).train(data, data);
    TrainingRun actual = trainer(settings(partitions)).train(data, data);
    assertEquals(expected.parameters().sha256(), actual.parameters().sha256());
    assertEquals(withoutSeconds(expected.history()), withoutSeconds(actual.history()));
  }

  /** A linear model of three classes with l2: the objective has one minimum, which is reached. */
  @Test
  void trainingEndsWhereNoStepIsLeftAndAgainWhereItIsResumed() {
    Dataset data = data();
    TrainingSettings linear = settings(2).withHidden().with(Settings.L2, 0.1).withEpochs(1000);
    Told told = new Told();
    TrainingRun run = trainer(linear).train(data, data, told);
    int last = run.history().size() - 1;
    assertTrue(last > 5 && last < 100, () -> last + " epochs");
    assertEquals(1, told.ends);
    String notice = told.notices.get(told.notices.size() - 1);
    assertTrue(notice.startsWith("Training ends after epoch %d: ".formatted(last)), notice);
    Told again = new Told();
    TrainingState end = told.states.get(told.states.size() - 1);
    TrainingRun resumed = trainer(linear).resume(end, data, data, again);
    assertEquals(run.parameters().sha256(), resumed.parameters().sha256());
    assertEquals(withoutSeconds(run.history()), withoutSeconds(resumed.history()));
    assertEquals(List.of(notice), again.notices.subList(1, again.notices.size()));
    assertEquals(List.of(), again.states);
  }
}
