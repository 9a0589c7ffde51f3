package dev.lockstep.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.Golden;
import dev.lockstep.LocalSpark;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.model.ModelFolder;
import dev.lockstep.network.Parameters;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.HashedFraction;
import dev.lockstep.rows.LabeledVector;
import dev.lockstep.rows.idx.IdxFolder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole trainings are PyTorch's in float64: the losses of the epochs to six digits, and at the end
 * the parameters, within ten times what a numpy program reaches.
 */
final class PyTorchTrainingsTest {
  private static final int LEARNED = 190;
  private static final int TESTED = 50;
  private static final int FEATURES = 6;

  static Stream<JsonNode> runs() {
    return StreamSupport.stream(Golden.read("runs.json").get("runs").spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("runs")
  void lossesAndParametersArePyTorchs(JsonNode expected) {
    JsonNode losses = expected.get("losses");
    TrainingSettings settings =
        RulesTest.settings(expected.get("options")).withEpochs(losses.size());
    TrainingRun run =
        train(expected.get("data").asText(), settings, trainer -> begun(trainer, expected));
    for (int epoch = 1; epoch <= losses.size(); epoch++) {
      double[] both = Golden.numbers(losses.get(epoch - 1));
      EpochResult result = run.history().get(epoch);
      assertEquals(both[0], result.train().meanLoss(), 5e-7 * both[0]);
      assertEquals(both[1], result.test().meanLoss(), 5e-7 * both[1]);
    }
    double[] parameters = Golden.numbers(expected.get("parameters"));
    double[] all = all(run.parameters());
    int stride = expected.get("stride").intValue();
    double bound = 10 * expected.get("numpy_difference").doubleValue();
    assertTrue(bound < 1e-6, "numpy's difference");
    for (int i = 0; i < parameters.length; i++) {
      assertEquals(parameters[i], all[i * stride], bound, "parameter " + i * stride);
    }
    assertEquals(parameters.length, (all.length - 1) / stride + 1);
  }

  private static double[] all(Parameters parameters) {
    return IntStream.rangeClosed(1, parameters.topology().layers())
        .boxed()
        .flatMapToDouble(
            l ->
                DoubleStream.concat(
                    Arrays.stream(parameters.weights(l).values()),
                    Arrays.stream(parameters.biases(l).values())))
        .toArray();
  }

  /** Begins with PyTorch's weights where it did, from the file that numpy wrote of them. */
  private static Trainer begun(Trainer trainer, JsonNode expected) {
    if (!expected.has("start")) {
      return trainer;
    }
    Path npz = new Path("src/test/resources/golden", expected.get("start").asText());
    return trainer.startingFrom(
        new WarmStart(
            npz.getName(),
            topology -> ModelFolder.readWeights(npz, topology, new Configuration()),
            Optional.empty()));
  }

  private static TrainingRun train(
      String kind, TrainingSettings settings, UnaryOperator<Trainer> begun) {
    if (kind.equals("mnist")) {
      IdxFolder mnist = IdxFolder.open("data/mnist", LocalSpark.spark().hadoopConfiguration());
      return begun
          .apply(new Trainer(LocalSpark.spark(), settings))
          .train(mnist.train(LocalSpark.spark()), mnist.test(LocalSpark.spark()));
    }
    TrainingSettings small = settings.withHidden(8, 5).withBatchSize(20);
    return begun
        .apply(new Trainer(LocalSpark.spark(), small))
        .train(table(kind, 0, LEARNED), table(kind, LEARNED, TESTED));
  }

  /** Rows of the table that {@code golden_runs.py} describes. */
  private static Dataset table(String kind, int first, int rows) {
    Function<double[], String> label =
        switch (kind) {
          case "numbers" -> x -> (x[0] + x[1] * x[2]) + "," + (100 * (x[3] - x[4] * x[4]) + 7);
          case "labels" ->
              x -> bit(x[0] + x[1] > 0) + "," + bit(x[2] * x[3] > 0) + "," + bit(x[4] > 0.3);
          default -> x -> bit(x[0] * x[1] + x[2] > 0);
        };
    List<LabeledVector> vectors =
        IntStream.range(0, rows)
            .mapToObj(
                row -> {
                  double[] x = new double[FEATURES];
                  Arrays.setAll(x, k -> 2 * HashedFraction.of(19, first + row, k) - 1);
                  return new LabeledVector(row, label.apply(x), Vectors.dense(x));
                })
            .toList();
    return Dataset.of(kind, LocalSpark.spark().parallelize(vectors, 2));
  }

  private static String bit(boolean isSet) {
    return isSet ? "1" : "0";
  }
}
