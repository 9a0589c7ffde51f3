package dev.lockstep.train;

import dev.lockstep.aggregate.Aggregation;
import dev.lockstep.aggregate.AllReduceAggregation;
import dev.lockstep.aggregate.EpochScores;
import dev.lockstep.aggregate.NotFiniteException;
import dev.lockstep.aggregate.TreeAggregation;
import dev.lockstep.data.Classes;
import dev.lockstep.data.Dataset;
import dev.lockstep.data.InvalidInputException;
import dev.lockstep.data.PackedDataset;
import dev.lockstep.network.Initializer;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.Topology;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Trains a multilayer perceptron by synchronous mini-batch gradient descent: {@code W = W - lr *
 * dW} after every mini-batch, in file order.
 *
 * <p>The parameters that come out depend on the data, the settings and the BLAS kernel, and on
 * nothing else: not on partitions, cores, executors or lost tasks.
 *
 * <pre>{@code
 * IdxFolder mnist = IdxFolder.open("data/mnist", spark.hadoopConfiguration());
 * TrainingSettings settings = TrainingSettings.tutorial().withEpochs(5);
 * TrainingRun run = new Trainer(spark, settings).train(mnist.train(spark, 2), mnist.test(spark, 2));
 * System.out.println(run.history().get(5).test().rate());
 * }</pre>
 */
public final class Trainer {
  private final JavaSparkContext spark;
  private final TrainingSettings settings;

  /**
   * Prepares a trainer.
   *
   * @param spark runs the jobs; stays open
   * @param settings what to do
   */
  public Trainer(JavaSparkContext spark, TrainingSettings settings) {
    this.spark = spark;
    this.settings = settings;
  }

  /**
   * Trains from fresh weights.
   *
   * @param train the training set; its labels are the classes
   * @param test the test set
   * @param listeners told as training goes on
   * @return what was learned
   * @throws InvalidInputException if the two sets do not fit each other
   * @throws DivergedException if the loss or a parameter is no longer finite
   */
  public TrainingRun train(Dataset train, Dataset test, TrainingListener... listeners) {
    Classes classes = Classes.of(train.labels().keySet());
    test.requireFits(train.features(), classes);
    Topology topology = Topology.of(train.features(), settings.hidden(), classes.size());
    int partitions = settings.partitionsFor(Parallelism.of(spark));
    try (PackedDataset packedTrain = pack(train, classes, partitions);
        PackedDataset packedTest = pack(test, classes, partitions)) {
      topology.requireFits(packedTrain.plan().blockRows(0, settings.blocks() - 1));
      Aggregation aggregation = aggregation(packedTrain, packedTest);
      Parameters parameters = Initializer.uniform(topology, settings.seed(), settings.initRange());
      List<EpochResult> history =
          descend(aggregation, parameters, packedTrain.plan().steps(), List.of(listeners));
      return new TrainingRun(
          settings, partitions, aggregation.account(), classes, parameters, history);
    }
  }

  private Aggregation aggregation(PackedDataset train, PackedDataset test) {
    return switch (settings.aggregation()) {
      case TREE -> new TreeAggregation(spark, train, test, settings.blas());
      case ALLREDUCE -> new AllReduceAggregation(spark, train, test, settings.blas());
    };
  }

  private List<EpochResult> descend(
      Aggregation aggregation, Parameters parameters, int steps, List<TrainingListener> listeners) {
    List<EpochResult> history = new ArrayList<>();
    for (int epoch = 0; epoch <= settings.epochs(); epoch++) {
      long start = System.nanoTime();
      EpochScores scores =
          epoch == 0
              ? aggregation.evaluate(parameters)
              : epoch(aggregation, epoch, parameters, steps, listeners);
      requireFinite(scores, parameters, epoch, steps);
      EpochResult result =
          new EpochResult(epoch, scores.train(), scores.test(), (System.nanoTime() - start) / 1e9);
      history.add(result);
      listeners.forEach(listener -> listener.epochDone(result));
    }
    return history;
  }

  private EpochScores epoch(
      Aggregation aggregation,
      int epoch,
      Parameters parameters,
      int steps,
      List<TrainingListener> listeners) {
    try {
      return aggregation.epoch(
          epoch,
          parameters,
          settings.learningRate(),
          step -> listeners.forEach(listener -> listener.stepDone(epoch, step + 1, steps)));
    } catch (NotFiniteException e) {
      throw new DivergedException(e.getMessage(), epoch, e.step() + 1, steps);
    }
  }

  private static void requireFinite(
      EpochScores scores, Parameters parameters, int epoch, int steps) {
    double loss = scores.train().loss() + scores.test().loss();
    if (!Double.isFinite(loss) || !parameters.areFinite()) {
      throw new DivergedException(
          Double.isFinite(loss) ? "A parameter is not finite" : "The loss is " + loss,
          epoch,
          steps,
          steps);
    }
  }

  private PackedDataset pack(Dataset data, Classes classes, int partitions) {
    return PackedDataset.pack(data, classes, settings.batchSize(), settings.blocks(), partitions);
  }
}
