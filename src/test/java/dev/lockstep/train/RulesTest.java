package dev.lockstep.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.Golden;
import dev.lockstep.LocalSpark;
import dev.lockstep.config.Settings;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.network.Parameters;
import dev.lockstep.option.Setting;
import dev.lockstep.rows.idx.IdxFolder;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole trainings on MNIST with other optimizers, schedules, activations and initial weights are
 * those of an independent numpy program: losses of three epochs to six digits, and the parameters.
 */
final class RulesTest {
  static Stream<JsonNode> trainings() {
    return Stream.iterate(0, i -> i + 1).limit(3).map(Golden.read("rules.json")::get);
  }

  /** The tutorial's settings with some options. */
  static TrainingSettings settings(JsonNode options) {
    TrainingSettings settings = TrainingSettings.tutorial();
    for (Iterator<String> names = options.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      Setting<?> setting =
          Settings.ALL.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
      settings = settings.withText(setting, options.get(name).asText());
    }
    return settings;
  }

  @ParameterizedTest
  @MethodSource("trainings")
  void lossesAndParametersAreThoseOfNumpy(JsonNode expected) {
    JsonNode losses = expected.get("losses");
    TrainingSettings settings = settings(expected.get("options")).withEpochs(losses.size());
    IdxFolder mnist = IdxFolder.open("data/mnist", LocalSpark.spark().hadoopConfiguration());
    TrainingRun run =
        new Trainer(LocalSpark.spark(), settings)
            .train(mnist.train(LocalSpark.spark()), mnist.test(LocalSpark.spark()));
    for (int epoch = 1; epoch <= losses.size(); epoch++) {
      EpochResult result = run.history().get(epoch);
      double[] both = Golden.numbers(losses.get(epoch - 1));
      assertEquals(both[0], result.train().meanLoss(), 1e-6 * both[0]);
      assertEquals(both[1], result.test().meanLoss(), 1e-6 * both[1]);
    }
    double squares = expected.get("squares").doubleValue();
    assertEquals(squares, squares(run.parameters()), 1e-9 * squares);
  }

  private static double squares(Parameters parameters) {
    double sum = 0;
    for (int l = 1; l <= parameters.topology().layers(); l++) {
      sum += Arrays.stream(parameters.weights(l).values()).map(w -> w * w).sum();
      sum += Arrays.stream(parameters.biases(l).values()).map(b -> b * b).sum();
    }
    return sum;
  }
}
