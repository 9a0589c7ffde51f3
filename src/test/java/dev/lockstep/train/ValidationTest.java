package dev.lockstep.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.LocalSpark;
import dev.lockstep.aggregate.AggregationKind;
import dev.lockstep.config.EpochMetric;
import dev.lockstep.config.Settings;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.network.SetScore;
import dev.lockstep.network.schedule.Course;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The best epoch on the validation set is kept, and training stops when it is to. */
final class ValidationTest {
  private static final int EPOCHS = 14;
  private static final int PATIENCE = 3;

  private static final TrainingSettings SETTINGS =
      TrainingSettings.tutorial()
          .withHidden(5)
          .withEpochs(EPOCHS)
          .withBatchSize(8)
          .withBlocks(8, 2)
          .with(Settings.MONITOR, EpochMetric.ACCURACY);

  private static Dataset data;
  private static Dataset validation;

  @BeforeAll
  static void makeData() {
    data = Rows.normal(1, 22, 3, 2).dataset(LocalSpark.spark());
    validation = Rows.normal(2, 9, 3, 2).dataset(LocalSpark.spark());
  }

  /** Trains on all of the rows and keeps a copy of every state. */
  private static TrainingRun train(TrainingSettings settings, List<TrainingState> states) {
    TrainingListener keep =
        new TrainingListener() {
          @Override
          public void stateReached(TrainingState state) {
            states.add(state.copy());
          }
        };
    return trainer(settings).train(data, Optional.empty(), keep);
  }

  private static Trainer trainer(TrainingSettings settings) {
    return new Trainer(LocalSpark.spark(), settings).validatedOn(validation);
  }

  private static Course course(TrainingRun run) {
    return new Course(
        run.history().stream().skip(1).map(epoch -> epoch.of(SetScore.VALID).accuracy()).toList(),
        true);
  }

  @Test
  void theKeptParametersAreThoseOfThatEpochOfARunThatDoesNotStop() {
    List<TrainingState> states = new ArrayList<>();
    TrainingRun whole = train(SETTINGS.with(Settings.KEEP_BEST, false), states);
    assertEquals(EPOCHS, whole.kept());
    assertEquals(Ending.EPOCHS, whole.ending());
    Course course = course(whole);
    int end = course.end(PATIENCE).orElseThrow();
    int best = new Course(course.values().subList(0, end), true).best();
    assertTrue(best > 0 && end < EPOCHS, course.toString());
    String expected = states.get(best - 1).parameters().sha256();

    List<TrainingState> stopped = new ArrayList<>();
    TrainingSettings patient = SETTINGS.with(Settings.PATIENCE, PATIENCE);
    requireSame(train(patient, stopped), Ending.PATIENCE, end, best, expected);
    for (int i = 0; i < end; i++) {
      AggregationKind kind = i % 2 == 0 ? AggregationKind.TREE : AggregationKind.ALLREDUCE;
      TrainingSettings other = patient.withBlocks(8, 1 + i % 3).withAggregation(kind);
      requireSame(
          trainer(other).resume(stopped.get(i).copy(), data, Optional.empty()),
          Ending.PATIENCE,
          end,
          best,
          expected);
    }
  }

  private static void requireSame(
      TrainingRun run, Ending ending, int end, int best, String parameters) {
    assertEquals(ending, run.ending());
    assertEquals(end, run.last().epoch());
    assertEquals(best, run.kept());
    assertEquals(parameters, run.parameters().sha256());
  }

  /** More patience goes on where less has stopped; less than has been waited is refused. */
  @Test
  void patienceMayGrow() {
    List<TrainingState> states = new ArrayList<>();
    TrainingRun first = train(SETTINGS.with(Settings.PATIENCE, 1), states);
    TrainingRun whole = train(SETTINGS, new ArrayList<>());
    TrainingState last = states.get(states.size() - 1);
    TrainingRun more = trainer(SETTINGS).resume(last.copy(), data, Optional.empty());
    requireSame(more, Ending.EPOCHS, EPOCHS, whole.kept(), whole.parameters().sha256());
    List<TrainingState> all = new ArrayList<>();
    train(SETTINGS, all);
    Trainer impatient = trainer(SETTINGS.with(Settings.PATIENCE, 1));
    assertEquals(
        "--patience is 1, which ends training after epoch %d, but %d have been done or begun. Raise it."
            .formatted(first.last().epoch(), EPOCHS),
        assertThrows(
                InvalidInputException.class,
                () -> impatient.resume(all.get(EPOCHS - 1), data, Optional.empty()))
            .getMessage());
  }

  @Test
  void timeEndsTrainingBetweenTwoEpochs() {
    TrainingSettings brief = SETTINGS.withEpochs(1_000_000).with(Settings.MAX_SECONDS, 1);
    TrainingRun run = train(brief, new ArrayList<>());
    assertEquals(Ending.TIME, run.ending());
    int epochs = run.last().epoch();
    double seconds = run.history().stream().mapToDouble(EpochResult::seconds).sum();
    assertTrue(seconds >= 1 && seconds - run.last().seconds() < 1, seconds + " s");
    TrainingRun same = train(SETTINGS.withEpochs(epochs), new ArrayList<>());
    assertEquals(same.parameters().sha256(), run.parameters().sha256());
  }

  @Test
  void whatNeedsAValidationSetIsRefusedWithoutOne() {
    Trainer trainer = new Trainer(LocalSpark.spark(), SETTINGS);
    assertEquals(
        "--monitor is accuracy, which needs a validation set. Give --validation or --validation-fraction.",
        assertThrows(InvalidInputException.class, () -> trainer.train(data, Optional.empty()))
            .getMessage());
  }

  @Test
  void aMetricThatTheNetworkDoesNotHaveIsRefused() {
    Trainer trainer = trainer(SETTINGS.with(Settings.MONITOR, EpochMetric.RMSE));
    assertEquals(
        "--monitor is rmse, which is not known of softmax. Give loss or accuracy.",
        assertThrows(InvalidInputException.class, () -> trainer.train(data, Optional.empty()))
            .getMessage());
  }
}
