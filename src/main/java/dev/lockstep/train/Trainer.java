package dev.lockstep.train;

import dev.lockstep.aggregate.Aggregation;
import dev.lockstep.aggregate.AggregationKind;
import dev.lockstep.aggregate.DivergedException;
import dev.lockstep.aggregate.RunAccount;
import dev.lockstep.aggregate.SparkRun;
import dev.lockstep.aggregate.TreeAggregation;
import dev.lockstep.allreduce.AllReduceAggregation;
import dev.lockstep.allreduce.AutoAggregation;
import dev.lockstep.config.Settings;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.MessageText;
import dev.lockstep.lbfgs.LbfgsAggregation;
import dev.lockstep.network.Initializer;
import dev.lockstep.network.ModelState;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.SetScore;
import dev.lockstep.network.Topology;
import dev.lockstep.network.optimizer.StepOptimizer;
import dev.lockstep.pack.EpochRows;
import dev.lockstep.pack.PackedDataset;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.Labels;
import dev.lockstep.scale.Scaling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Trains a multilayer perceptron by synchronous mini-batch gradient descent: {@code W = W - lr *
 * dW}, or what an optimizer makes of it, after every mini-batch, in file order or, every epoch, in
 * another. With L-BFGS an epoch is one iteration over all rows.
 *
 * <p>The parameters that come out depend on the data and the settings, and on nothing else: not on
 * the CPU, partitions, cores, executors or lost tasks.
 *
 * <pre>{@code
 * IdxFolder mnist = IdxFolder.open("data/mnist", spark.hadoopConfiguration());
 * TrainingSettings settings = TrainingSettings.tutorial().withEpochs(5);
 * TrainingRun run = new Trainer(spark, settings).train(mnist.train(spark), mnist.test(spark));
 * System.out.println(run.history().get(5).test().accuracy());
 * }</pre>
 */
public final class Trainer {
  private static final int MOST_SHOWN = 8;

  private final JavaSparkContext spark;
  private final TrainingSettings settings;
  private final OptionalInt slots;
  private final Optional<Scaling> scaling;
  private final Optional<Dataset> validation;
  private final Optional<WarmStart> warmStart;

  /**
   * Prepares a trainer, which waits for executors; the context stays open. It takes rows as they
   * are, but for the bytes of images, which are divided by 255.
   */
  public Trainer(JavaSparkContext spark, TrainingSettings settings) {
    this(
        spark, settings, OptionalInt.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Prepares a trainer for executors that are there and run so many tasks at once. */
  public Trainer(JavaSparkContext spark, TrainingSettings settings, int slots) {
    this(
        spark,
        settings,
        OptionalInt.of(slots),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private Trainer(
      JavaSparkContext spark,
      TrainingSettings settings,
      OptionalInt slots,
      Optional<Scaling> scaling,
      Optional<Dataset> validation,
      Optional<WarmStart> warmStart) {
    this.spark = spark;
    this.settings = settings;
    this.slots = slots;
    this.scaling = scaling;
    this.validation = validation;
    this.warmStart = warmStart;
  }

  /** The same trainer, which makes x of the rows of all sets by a scaling. */
  public Trainer scaledBy(Scaling by) {
    return new Trainer(spark, settings, slots, Optional.of(by), validation, warmStart);
  }

  /**
   * The same trainer, which looks at rows of their own after every epoch: by them it finds the best
   * epoch, whose parameters are the result unless the settings say otherwise, and may stop.
   */
  public Trainer validatedOn(Dataset rows) {
    return new Trainer(spark, settings, slots, scaling, Optional.of(rows), warmStart);
  }

  /** The same trainer, which begins with the weights of another network. */
  public Trainer startingFrom(WarmStart other) {
    return new Trainer(spark, settings, slots, scaling, validation, Optional.of(other));
  }

  /**
   * Trains from fresh weights, or those that it is {@linkplain #startingFrom told}.
   *
   * @param train the training set; what its labels mean, the output layer says
   * @param test the test set
   * @param listeners called during training
   * @return what was learned
   * @throws InvalidInputException if the sets do not fit each other, or a setting needs a
   *     validation set and there is none
   * @throws DivergedException if the loss or a parameter is no longer finite
   */
  public TrainingRun train(Dataset train, Dataset test, TrainingListener... listeners) {
    return train(train, Optional.of(test), listeners);
  }

  /** The same with a test set or without; without one its scores are of no rows. */
  public TrainingRun train(Dataset train, Optional<Dataset> test, TrainingListener... listeners) {
    return decided(train).train(Optional.empty(), train, test, List.of(listeners));
  }

  /**
   * Continues a training that was stopped, and ends with the bits that it would have ended with.
   *
   * @param state where it was stopped; its model is changed in place
   * @param train the training set that it was begun with
   * @param test the test set that it was begun with
   * @param listeners called during what is done from here on
   * @return what was learned, with the whole history
   * @throws InvalidInputException if the state does not fit the data or the settings: more epochs
   *     than are asked for, other layers or classes
   * @throws DivergedException if the loss or a parameter is no longer finite
   */
  public TrainingRun resume(
      TrainingState state, Dataset train, Dataset test, TrainingListener... listeners) {
    return resume(state, train, Optional.of(test), listeners);
  }

  /** The same with a test set or without, as it was begun. */
  public TrainingRun resume(
      TrainingState state, Dataset train, Optional<Dataset> test, TrainingListener... listeners) {
    return decided(train).train(Optional.of(state), train, test, List.of(listeners));
  }

  /** The same trainer, which knows whether labels are classes or numbers. */
  private Trainer decided(Dataset train) {
    TrainingSettings decided = settings.decided(train.info(), train.areImages());
    return new Trainer(spark, decided, slots, scaling, validation, warmStart);
  }

  private TrainingRun train(
      Optional<TrainingState> begun,
      Dataset train,
      Optional<Dataset> test,
      List<TrainingListener> listeners) {
    requireWeights();
    Labels own = settings.output().labels(train.info());
    Labels meant = warmStart.map(start -> start.meaning(own)).orElse(own);
    train.requireFits(train.features(), meant);
    test.ifPresent(set -> set.requireFits(train.features(), meant));
    validation.ifPresentOrElse(
        set -> {
          set.requireFits(train.features(), meant);
          settings.get(Settings.MONITOR).requireOf(settings.output());
        },
        settings::requireUnvalidated);
    Topology topology = settings.topology(train.features(), settings.output().outputs(meant));
    listeners.forEach(listener -> listener.begins(topology, meant));
    int partitions = settings.partitionsFor(slots.orElseGet(() -> ExecutorSlots.await(spark)));
    Labels labels = meant.means().isEmpty() ? train.learn(meant, partitions) : meant;
    begun.ifPresent(state -> requireFits(state, topology, labels));
    Labels learned =
        settings.get(Settings.CLASS_WEIGHT).weighing(labels, () -> train.labelCounts(partitions));
    notices(listeners, learned.classWeights());
    Optional<ModelState> fresh =
        begun.isPresent() ? Optional.empty() : Optional.of(fresh(topology, labels, listeners));
    try (PackedDataset packedTrain = pack(train, learned, partitions);
        PackedDataset packedTest = pack(SetScore.TEST, test, labels, packedTrain);
        PackedDataset packedValid = pack(SetScore.VALID, validation, labels, packedTrain);
        EpochRows rows = epochRows(packedTrain)) {
      topology.requireFits(packedTrain.plan().blockRows(0, settings.blocks() - 1));
      List<SparkRun.ScoredSet> others = new ArrayList<>();
      others.add(new SparkRun.ScoredSet(SetScore.TEST, packedTest));
      if (validation.isPresent()) {
        others.add(new SparkRun.ScoredSet(SetScore.VALID, packedValid));
      }
      SparkRun run =
          new SparkRun(
              spark,
              rows,
              others,
              settings.blas(),
              settings.dropout(),
              new RunAccount(),
              line -> listeners.forEach(listener -> listener.notice(line)));
      TrainingLoop loop =
          new TrainingLoop(settings, aggregation(run), steps(packedTrain), labels, listeners);
      TrainingLoop.End end = begun.map(loop::from).orElseGet(() -> loop.from(fresh.orElseThrow()));
      TrainingState last = end.state();
      Best kept = last.best().orElseGet(() -> new Best(last.epoch(), last.parameters()));
      return new TrainingRun(
          settings,
          partitions,
          run.account(),
          labels,
          kept.parameters(),
          last.history(),
          last.resumedFrom(),
          learned.classWeights(),
          kept.epoch(),
          end.why());
    }
  }

  private void requireWeights() {
    String from = settings.get(Settings.INIT_FROM);
    if (warmStart.isEmpty() && !from.equals(Settings.NOTHING)) {
      throw new InvalidInputException(
          WarmStart.OPTION,
          "is %s, which has not been read. Give its weights by startingFrom.".formatted(from));
    }
  }

  private static void notices(List<TrainingListener> listeners, Map<String, Double> classWeights) {
    if (!classWeights.isEmpty()) {
      String line =
          "Class weights: %s."
              .formatted(
                  MessageText.list(
                      classWeights.entrySet().stream()
                          .map(each -> MessageText.oneLine(each.getKey()) + " " + each.getValue())
                          .toList(),
                      MOST_SHOWN));
      listeners.forEach(listener -> listener.notice(line));
    }
  }

  private void requireFits(TrainingState state, Topology topology, Labels labels) {
    if (state.epochsBegun() > settings.epochs()) {
      throw new InvalidInputException(
          "--epochs is %d, but %d have been done or begun. Ask for as many or more."
              .formatted(settings.epochs(), state.epochsBegun()));
    }
    List<String> moments = settings.optimizer().moments();
    if (!List.copyOf(state.model().moments().keySet()).equals(moments)) {
      throw new InvalidInputException(
          "Training was begun with an optimizer of moments %s, not %s. Give the same --optimizer."
              .formatted(state.model().moments().keySet(), moments));
    }
    if (!state.parameters().topology().equals(topology) || !state.labels().equals(labels)) {
      throw new InvalidInputException(
          "Training was begun with the network %s and %s %s, not with %s and %s. "
                  .formatted(
                      state.parameters().topology(),
                      state.labels().kind(),
                      state.labels(),
                      topology,
                      labels)
              + "Give the same data and --hidden.");
    }
    new Watch(settings).requireGoesOn(state, validation.map(Dataset::size).orElse(0L));
  }

  private ModelState fresh(Topology topology, Labels labels, List<TrainingListener> listeners) {
    Parameters parameters =
        Initializer.draw(
            topology,
            settings.seed(),
            settings.get(Settings.INIT),
            settings.get(Settings.INIT_RANGE));
    warmStart.ifPresent(
        start -> {
          String line = start.overwrite(parameters, labels, settings.get(Settings.FREEZE));
          listeners.forEach(listener -> listener.notice(line));
        });
    return new ModelState(parameters, settings.optimizer());
  }

  /** Whether an epoch has a step for every mini-batch; else it is one step. */
  private boolean takesSteps() {
    return settings.optimizer() instanceof StepOptimizer;
  }

  private int steps(PackedDataset train) {
    return takesSteps() ? train.plan().steps() : 1;
  }

  private Aggregation aggregation(SparkRun run) {
    AggregationKind kind = settings.get(Settings.AGGREGATION);
    if (!takesSteps()) {
      if (kind == AggregationKind.AUTO) {
        run.notices()
            .accept(
                "Aggregation: tree, a Spark job a look at the objective: an epoch has no steps.");
      }
      return new LbfgsAggregation(run, settings.get(Settings.L2));
    }
    return switch (kind) {
      case AUTO -> new AutoAggregation(run);
      case TREE -> new TreeAggregation(run);
      case ALLREDUCE -> new AllReduceAggregation(run);
    };
  }

  private EpochRows epochRows(PackedDataset train) {
    return settings.shuffle()
        ? EpochRows.shuffled(train, settings.seed())
        : EpochRows.inFileOrder(train);
  }

  /** Packs a set that is scored like the training set, or no rows. */
  private PackedDataset pack(
      String name, Optional<Dataset> data, Labels labels, PackedDataset train) {
    return data.map(set -> pack(set, labels, train.chunks().getNumPartitions()))
        .orElseGet(() -> PackedDataset.none(name, train));
  }

  private PackedDataset pack(Dataset data, Labels labels, int partitions) {
    return PackedDataset.pack(
        data,
        labels,
        scaling.orElseGet(data::defaultScaling),
        settings.batchSize(),
        settings.blocks(),
        partitions);
  }
}
