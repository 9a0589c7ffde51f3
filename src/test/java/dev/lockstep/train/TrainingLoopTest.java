package dev.lockstep.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.LocalSpark;
import dev.lockstep.aggregate.AggregationKind;
import dev.lockstep.aggregate.SparkRun;
import dev.lockstep.aggregate.WholeEpoch;
import dev.lockstep.config.Settings;
import dev.lockstep.config.Task;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.network.InitialWeights;
import dev.lockstep.network.Initializer;
import dev.lockstep.network.ModelState;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.SetScore;
import dev.lockstep.network.Topology;
import dev.lockstep.network.activation.Activations;
import dev.lockstep.network.loss.OutputLayer;
import dev.lockstep.network.loss.OutputLayers;
import dev.lockstep.network.optimizer.Optimizers;
import dev.lockstep.network.schedule.Schedules;
import dev.lockstep.pack.EpochRows;
import dev.lockstep.pack.PackedDataset;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.LabeledVector;
import dev.lockstep.rows.Labels;
import dev.lockstep.rows.LearnedRows;
import dev.lockstep.rows.Rows;
import dev.lockstep.scale.Scaling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One answer: any number of partitions, either aggregation, and a run that was stopped after any
 * slice and goes on give the same bits and the same table, whatever is chosen of the lists of
 * optimizers, schedules, activations, output layers and initial weights, each member at least once;
 * with a validation set, dropout, a warm start, frozen layers and shuffled rows.
 */
final class TrainingLoopTest {
  private static final int SEED = 8;

  private static final TrainingSettings SETTINGS =
      TrainingSettings.tutorial()
          .withHidden(5)
          .withEpochs(2)
          .withBatchSize(8)
          .withBlocks(8, 2)
          .withLearningRate(0.1);

  /** P and how gradients come together. */
  record Run(int partitions, AggregationKind kind) {
    Trainer trainer(TrainingSettings settings) {
      return new Trainer(
          LocalSpark.spark(), settings.withBlocks(8, partitions).withAggregation(kind));
    }
  }

  private static final List<Run> RUNS =
      Stream.of(1, 2, 3, 8)
          .flatMap(
              partitions ->
                  Stream.of(AggregationKind.TREE, AggregationKind.ALLREDUCE)
                      .map(kind -> new Run(partitions, kind)))
          .toList();

  /**
   * A training: a member of each list, and rows that it can learn.
   *
   * @param turn the number of the case
   */
  record Case(int turn, TrainingSettings settings, Rows rows) {
    Dataset data() {
      return rows.dataset(LocalSpark.spark());
    }

    /** Every third row: the plateau needs them. */
    Dataset validation() {
      return Dataset.of(
          "validation",
          data()
              .rows(2)
              .filter(row -> row.index() % 3 == 0)
              .map(row -> new LabeledVector(row.index() / 3, row.label(), row.features())));
    }

    /** Weights of another network of that form; none to draw them. */
    Optional<WarmStart> start() {
      return turn == 0
          ? Optional.empty()
          : Optional.of(
              new WarmStart("other", topology -> draw(topology, SEED + 1), Optional.empty()));
    }

    private Parameters draw(Topology topology, int seed) {
      return Initializer.draw(topology, seed, settings.get(Settings.INIT), 0.1);
    }

    /** What is trained, with the weights that it begins with. */
    ModelState begin(Labels labels) {
      Topology topology = settings.topology(3, settings.output().outputs(labels));
      return new ModelState(
          draw(topology, start().isPresent() ? SEED + 1 : SEED), settings.optimizer());
    }

    Trainer trainer(Run run) {
      Trainer trainer = run.trainer(settings).validatedOn(validation());
      return start().map(trainer::startingFrom).orElse(trainer);
    }

    Labels labels() {
      Dataset data = data();
      return data.learn(settings.output().labels(data.info()), 2);
    }
  }

  private static final Case PLAIN = new Case(0, SETTINGS, Rows.normal(1, 22, 3, 2));

  /** The defaults, then as many as the longest list has members. */
  static Stream<Case> cases() {
    int longest =
        Stream.of(Optimizers.OF_STEPS, Schedules.ALL, Activations.ALL, OutputLayers.ALL)
            .mapToInt(List::size)
            .max()
            .orElseThrow();
    return Stream.concat(
        Stream.of(PLAIN), IntStream.range(0, longest).boxed().flatMap(TrainingLoopTest::cases));
  }

  private static Stream<Case> cases(int i) {
    OutputLayer output = member(OutputLayers.ALL, i);
    TrainingSettings settings =
        output.learnsClasses()
            ? SETTINGS.with(Settings.TASK, Task.CLASSIFY).with(Settings.HEAD, output)
            : SETTINGS.with(Settings.TASK, Task.REGRESS).with(Settings.LOSS, output);
    TrainingSettings all =
        settings
            .with(Settings.OPTIMIZER, member(Optimizers.OF_STEPS, i))
            .with(Settings.SCHEDULE, member(Schedules.ALL, i))
            .with(Settings.ACTIVATION, List.of(member(Activations.ALL, i)))
            .with(Settings.INIT, member(List.of(InitialWeights.values()), i))
            .with(Settings.WARMUP, 5)
            .with(Settings.L2, 0.01)
            .with(Settings.CLIP_NORM, 0.3)
            .with(Settings.DROPOUT, List.of(0.1, 0.3))
            .with(Settings.FREEZE, i % 4 == 3 ? List.of(1) : List.of())
            .withShuffle(i % 2 == 1);
    return LearnedRows.of(output, 1, 22, 3).stream().map(rows -> new Case(i + 1, all, rows));
  }

  private static <M> M member(List<M> list, int i) {
    return list.get(i % list.size());
  }

  /** Every state that is reached when each step is a slice, with parameters of its own. */
  private static List<TrainingState> states(Case one, List<EpochResult> told) {
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
    TrainingSettings settings = one.settings;
    Labels labels = one.labels();
    try (PackedDataset packed = PackedDataset.pack(one.data(), labels, Scaling.none(), 8, 8, 2);
        PackedDataset packedValidation =
            PackedDataset.pack(one.validation(), labels, Scaling.none(), 8, 8, 2);
        EpochRows rows =
            settings.shuffle()
                ? EpochRows.shuffled(packed, settings.seed())
                : EpochRows.inFileOrder(packed)) {
      new TrainingLoop(
              settings,
              WholeEpoch.stepByStep(
                  LocalSpark.spark(),
                  rows,
                  List.of(
                      new SparkRun.ScoredSet(
                          SetScore.TEST, PackedDataset.none(SetScore.TEST, packed)),
                      new SparkRun.ScoredSet(SetScore.VALID, packedValidation)),
                  settings.dropout()),
              packed.plan().steps(),
              labels,
              List.of(keep))
          .from(one.begin(labels));
    }
    return states;
  }

  private static List<EpochResult> withoutSeconds(List<EpochResult> history) {
    return history.stream()
        .map(result -> new EpochResult(result.epoch(), result.scores(), 0))
        .toList();
  }

  /** Each run starts in another state, or from the beginning; in the next case one further on. */
  @ParameterizedTest
  @MethodSource("cases")
  void thereIsOneAnswer(Case one) {
    Dataset data = one.data();
    List<EpochResult> told = new ArrayList<>();
    List<TrainingState> states = states(one, told);
    assertEquals(
        List.of("0.1", "0.2", "0.3", "1.0", "1.1", "1.2", "1.3", "2.0"),
        states.stream().map(state -> state.epoch() + "." + state.step()).toList());
    TrainingState whole = states.get(7);
    assertEquals(told, whole.history());
    for (int i = 0; i < RUNS.size(); i++) {
      Trainer trainer = one.trainer(RUNS.get(i));
      int from = (i + one.turn) % RUNS.size();
      if (from == 7) {
        requireSame(whole, trainer.train(data, Optional.empty()));
        continue;
      }
      TrainingState state = states.get(from).copy();
      double seconds = state.seconds();
      TrainingRun run = trainer.resume(state, data, Optional.empty());
      requireSame(whole, run);
      assertEquals(List.of(state.epoch()), run.resumedFrom());
      if (state.step() > 0) {
        assertTrue(seconds > 0 && run.history().get(state.epoch() + 1).seconds() > seconds);
      }
    }
  }

  private static void requireSame(TrainingState whole, TrainingRun run) {
    Best best = whole.best().orElseThrow();
    assertEquals(best.epoch(), run.kept());
    assertEquals(best.parameters().sha256(), run.parameters().sha256());
    assertEquals(withoutSeconds(whole.history()), withoutSeconds(run.history()));
  }

  @Test
  void anEpochThatHasBegunCanOnlyBeEnded() {
    Dataset data = PLAIN.data();
    TrainingState within = states(PLAIN, new ArrayList<>()).get(4);
    Trainer trainer = new Trainer(LocalSpark.spark(), SETTINGS.withEpochs(1));
    assertEquals(
        "--epochs is 1, but 2 have been done or begun. Ask for as many or more.",
        assertThrows(InvalidInputException.class, () -> trainer.resume(within, data, data))
            .getMessage());
  }
}
