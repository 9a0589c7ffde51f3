package dev.lockstep.config;

import dev.lockstep.aggregate.AggregationKind;
import dev.lockstep.io.HadoopPaths;
import dev.lockstep.linalg.Blas;
import dev.lockstep.network.InitialWeights;
import dev.lockstep.network.activation.Activation;
import dev.lockstep.network.activation.Activations;
import dev.lockstep.network.loss.OutputLayer;
import dev.lockstep.network.loss.OutputLayers;
import dev.lockstep.network.optimizer.Optimizer;
import dev.lockstep.network.optimizer.Optimizers;
import dev.lockstep.network.schedule.Schedule;
import dev.lockstep.network.schedule.Schedules;
import dev.lockstep.option.Choice;
import dev.lockstep.option.Setting;
import dev.lockstep.option.Values;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The declarations of all settings of training. The defaults are the tutorial's.
 *
 * <p>A new setting is a constant here and its place in {@link #ALL}; the class that obeys it asks
 * {@link TrainingSettings#get}. Nothing else has to know of it.
 */
public final class Settings {
  /** Widths of the hidden layers, first to last; empty for a linear model. */
  public static final Setting<List<Integer>> HIDDEN =
      new Setting<>(
          "hidden",
          Values.list(Values.wholeFrom(1), "a list of widths such as 100,50, or none")
              .called("WIDTHS"),
          List.of(100, 50),
          "Widths of the hidden layers, or none for a linear model.");

  /** What hidden layers make of u = z W + b: one for all of them, or one for each. */
  public static final Setting<List<Activation>> ACTIVATION =
      new Setting<>(
          "activation",
          Values.list(
              Values.choice(Activations.ALL), "a name, or a list of names, one a hidden layer"),
          List.of(Activations.ALL.get(0)),
          "Activation of all hidden layers, or one for each: %s."
              .formatted(names(Activations.ALL)));

  /** Whether labels are classes or numbers; the output layer, not this, decides the bits. */
  public static final Setting<Task> TASK =
      new Setting<>(
              "task",
              Values.choice(List.of(Task.values())),
              Task.AUTO,
              "Whether to learn classes (classify) or numbers (regress); auto: the labels tell.")
          .changingNoBits();

  /** How much the rows of each class count in learning. */
  public static final Setting<ClassWeights> CLASS_WEIGHT =
      new Setting<>(
          ClassWeights.NAME,
          new Values<>(
              "balanced|FILE", ClassWeights::parse, "none, balanced or a file of class,weight"),
          ClassWeights.NONE,
          "How much a class counts in learning: balanced (N / (classes * its rows)) or a file of"
              + " lines class,weight.");

  /** The output layer of classes, which brings its loss. */
  public static final Setting<OutputLayer> HEAD =
      new Setting<>(
          "head",
          Values.choice(OutputLayers.HEADS),
          OutputLayers.HEADS.get(0),
          "The output layer of classes: softmax, or of two classes sigmoid (one output).");

  /** The loss of numbers, which brings its output layer. */
  public static final Setting<OutputLayer> LOSS =
      new Setting<>(
          "loss",
          Values.choice(OutputLayers.LOSSES),
          OutputLayers.LOSSES.get(0),
          "The loss of numbers: squared, huber (far ones count less) or poisson (of counts).");

  /** Delta of the loss {@code huber}. */
  public static final Setting<Double> HUBER_DELTA =
      new Setting<>(
          "huber-delta",
          Values.positive(),
          1.0,
          "The error, in standard deviations of the target, beyond which huber is linear.");

  /** What a step does with the gradient. */
  public static final Setting<Optimizer> OPTIMIZER =
      new Setting<>(
          "optimizer",
          Values.choice(Optimizers.ALL),
          Optimizers.ALL.get(0),
          "How a step changes the parameters: %s.".formatted(names(Optimizers.ALL)));

  /** mu of momentum and nesterov. */
  public static final Setting<Double> MOMENTUM =
      new Setting<>(
          "momentum",
          Values.real().within(mu -> mu >= 0 && mu < 1, "0 to below 1"),
          Optimizers.MOMENTUM,
          "The share of the last step that the next one repeats: momentum and nesterov.");

  /** wd of adamw. */
  public static final Setting<Double> WEIGHT_DECAY =
      new Setting<>(
          "weight-decay",
          Values.notNegative(),
          Optimizers.WEIGHT_DECAY,
          "Every step of adamw first makes weights W * (1 - rate * X).");

  /** x of {@code dW = dW + x W}. */
  public static final Setting<Double> L2 =
      new Setting<>(
          "l2",
          Values.notNegative(),
          0.0,
          "Adds X * W to every dW: the derivative of X/2 * |W|^2.");

  /** The norm above which the gradient is clipped; 0 for none. */
  public static final Setting<Double> CLIP_NORM =
      new Setting<>(
          "clip-norm",
          Values.notNegative(),
          0.0,
          "Scales a gradient whose norm is above X down to it; 0 for never.");

  /** p of hidden layers, or of the input and of each hidden layer. */
  public static final Setting<List<Double>> DROPOUT =
      new Setting<>(
          "dropout",
          Values.list(
              Values.real().within(p -> p >= 0 && p < 1, "0 to below 1"),
              "a share such as 0.5, or a list of shares, that of the input first"),
          List.of(),
          "The share of units that a step drops at random: of all hidden layers, or a list: of the"
              + " input, then of each hidden layer.");

  /** The value of {@link #INIT_FROM} where weights are drawn. */
  public static final String NOTHING = "none";

  /** Where the weights are that training begins with. */
  public static final Setting<String> INIT_FROM =
      new Setting<>(
          "init-from",
          new Values<>("RUN|NPZ", Settings::path, "a path"),
          NOTHING,
          "Begin with the weights of a run, or of a file of numpy's with W1, b1, W2 ...; of a run its"
              + " columns, scaling and classes stay.");

  /** The layers, counted from 1, whose W and b no step changes. */
  public static final Setting<List<Integer>> FREEZE =
      new Setting<>(
          "freeze",
          Values.list(Values.wholeFrom(1), "a list of layers such as 1,2, or none")
              .called("LAYERS"),
          List.of(),
          "Layers that keep their weights, counted from 1: that which reads the input.");

  /** Passes over the training set. */
  public static final Setting<Integer> EPOCHS =
      new Setting<>("epochs", Values.wholeFrom(0), 50, "Passes over the training set.")
          .changingNoBits();

  /** After how many epochs in a row that are not better training ends. */
  public static final Setting<Integer> PATIENCE =
      new Setting<>(
              "patience",
              Values.wholeFrom(0),
              0,
              "Stop when N epochs in a row have not been better on the validation set; 0 for never.")
          .changingNoBits();

  /** What of the validation set tells which epoch is better. */
  public static final Setting<EpochMetric> MONITOR =
      new Setting<>(
          EpochMetric.OPTION,
          Values.choice(EpochMetric.ALL).called("METRIC"),
          EpochMetric.LOSS,
          "The metric of the validation set by which an epoch is better: %s."
              .formatted(names(EpochMetric.ALL)));

  /** Whether the result is that of the best epoch; without a validation set it has no meaning. */
  public static final Setting<Boolean> KEEP_BEST =
      new Setting<>(
          "keep-best",
          Values.flag(),
          true,
          "With a validation set, the result is that of the best epoch (on by default);"
              + " --keep-best=false: of the last.");

  /** After how many seconds of epochs training ends, between two of them; 0 for never. */
  public static final Setting<Integer> MAX_SECONDS =
      new Setting<>(
              "max-seconds",
              Values.wholeFrom(0),
              0,
              "Stop after the epoch in which all epochs together, resumed ones too, have taken N"
                  + " seconds; 0 for never.")
          .changingNoBits();

  /** Those that mean nothing without a validation set. */
  public static final List<Setting<?>> OF_VALIDATION = List.of(PATIENCE, MONITOR, KEEP_BEST);

  /** B, rows in a mini-batch; the last of an epoch may be shorter. */
  public static final Setting<Integer> BATCH_SIZE =
      new Setting<>("batch-size", Values.wholeFrom(1), 100, "Rows in a mini-batch.");

  /** lr in {@code W = W - lr * dW}. */
  public static final Setting<Double> LEARNING_RATE =
      new Setting<>(
          "learning-rate", Values.positive(), 0.5, "The length of a step: of sgd, W = W - X * dW.");

  /** How the learning rate changes from epoch to epoch. */
  public static final Setting<Schedule> SCHEDULE =
      new Setting<>(
          "schedule",
          Values.choice(Schedules.ALL),
          Schedules.ALL.get(0),
          "How the learning rate changes from epoch to epoch: %s.".formatted(names(Schedules.ALL)));

  /** f of the schedules {@code step} and {@code plateau}. */
  public static final Setting<Double> SCHEDULE_FACTOR =
      new Setting<>(
          "schedule-factor",
          Values.real().within(f -> f > 0 && f <= 1, "above 0, at most 1"),
          Schedules.FACTOR,
          "What step and plateau multiply the learning rate by.");

  /** n of the schedules {@code step} and {@code plateau}. */
  public static final Setting<Integer> SCHEDULE_EVERY =
      new Setting<>(
          "schedule-every",
          Values.wholeFrom(1),
          Schedules.EVERY,
          "After how many epochs step does so, and plateau if none of them was better.");

  /** The rate that the schedule {@code cosine} goes down to. */
  public static final Setting<Double> SCHEDULE_FLOOR =
      new Setting<>(
          "schedule-floor",
          Values.notNegative(),
          0.0,
          "The learning rate that cosine goes down to, at most --learning-rate.");

  /** W, the first steps of the run, in which the learning rate rises. */
  public static final Setting<Integer> WARMUP =
      new Setting<>(
          "warmup",
          Values.wholeFrom(0),
          0,
          "In step t of the first N the learning rate is t/N of what it would be.");

  /** numpy's seed. */
  public static final Setting<Integer> SEED =
      new Setting<>(
          "seed",
          Values.wholeFrom(0),
          8,
          "Seed of the initial weights, as numpy's, of --shuffle, --dropout, --test-fraction and"
              + " --validation-fraction.");

  /** How weights are drawn. */
  public static final Setting<InitialWeights> INIT =
      new Setting<>(
          "init",
          Values.choice(List.of(InitialWeights.values())),
          InitialWeights.UNIFORM,
          "How initial weights are drawn: %s.".formatted(names(List.of(InitialWeights.values()))));

  /** r: weights are uniform in [-r, r), whose width 2 r has to be finite, too. */
  public static final Setting<Double> INIT_RANGE =
      new Setting<>(
          "init-range",
          Values.real().within(r -> r > 0 && Double.isFinite(2 * r), "positive and finite"),
          0.1,
          "Initial weights of uniform are in [-X, X).");

  /**
   * K, the contiguous pieces of every mini-batch whose gradients are summed as a binary tree;
   * another K gives other last digits. By default it follows from B: {@code min(64, max(8, ceil(B /
   * 128)))}, so that a large mini-batch spreads over many cores and a small one is not cut to
   * pieces; never from cores or the number of rows. With more than 65,536 blocks each product would
   * be trivially small.
   */
  public static final Setting<Integer> BLOCKS =
      new Setting<>(
          "blocks",
          Values.whole(1, 65_536).called("K"),
          0,
          "a resumed run's own, else 8 up to --batch-size 1024, then one for every 128 rows, at"
              + " most 64",
          "Pieces of a mini-batch; another K gives other last digits.",
          true);

  /** P, the Spark partitions that share the blocks, 1 to K; 0 by default. */
  public static final Setting<Integer> PARTITIONS =
      new Setting<>(
          "partitions",
          Values.wholeFrom(1).called("P"),
          0,
          "as many as the cluster runs at once, at most K",
          "Spark partitions, 1 to K; no P changes any digit.",
          false);

  /** How the partitions' gradients come together. */
  public static final Setting<AggregationKind> AGGREGATION =
      new Setting<>(
              "aggregation",
              Values.choice(List.of(AggregationKind.values())),
              AggregationKind.AUTO,
              "How gradients come together: tree (a Spark job a step), allreduce (many steps a"
                  + " barrier stage) or auto (allreduce where all partitions run at once, else"
                  + " tree); none changes any digit.")
          .changingNoBits();

  /** What computes the matrix products. */
  public static final Setting<Blas> BLAS =
      new Setting<>(
          "blas",
          Values.choice(List.of(Blas.values())),
          Blas.EXACT,
          "What computes matrix products: exact (the same bits on every machine) or mllib (netlib's"
              + " BLAS, for comparison: other last digits).");

  /** Whether every epoch takes the rows in another order, which the seed and the epoch decide. */
  public static final Setting<Boolean> SHUFFLE =
      new Setting<>(
          "shuffle",
          Values.flag(),
          false,
          "Take the rows in another order every epoch, which --seed and the epoch decide; otherwise"
              + " in file order.");

  /**
   * All settings, in the order of help, files and reports; one comes after those it follows from.
   */
  public static final List<Setting<?>> ALL =
      List.of(
          HIDDEN,
          ACTIVATION,
          TASK,
          HEAD,
          CLASS_WEIGHT,
          LOSS,
          HUBER_DELTA,
          OPTIMIZER,
          MOMENTUM,
          WEIGHT_DECAY,
          L2,
          CLIP_NORM,
          DROPOUT,
          EPOCHS,
          PATIENCE,
          MONITOR,
          KEEP_BEST,
          MAX_SECONDS,
          BATCH_SIZE,
          LEARNING_RATE,
          SCHEDULE,
          SCHEDULE_FACTOR,
          SCHEDULE_EVERY,
          SCHEDULE_FLOOR,
          WARMUP,
          SEED,
          INIT,
          INIT_RANGE,
          INIT_FROM,
          FREEZE,
          BLOCKS,
          PARTITIONS,
          AGGREGATION,
          BLAS,
          SHUFFLE);

  private Settings() {}

  /** A text that is a path, as it is. */
  private static String path(String text) {
    HadoopPaths.of(text);
    return text;
  }

  private static String names(List<? extends Choice> members) {
    return members.stream().map(Choice::label).collect(Collectors.joining(", "));
  }

  /** The setting of this name. */
  static Setting<?> named(String name) {
    return ALL.stream().filter(setting -> setting.name().equals(name)).findFirst().orElseThrow();
  }
}
