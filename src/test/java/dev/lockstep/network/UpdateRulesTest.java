package dev.lockstep.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.Golden;
import dev.lockstep.network.optimizer.Optimizers;
import dev.lockstep.network.optimizer.Update;
import dev.lockstep.rows.HashedFraction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every update rule, with L2 and without, is PyTorch's over 1,000 steps on its recorded gradients,
 * some of which are zero, 1e-30 or 1e30: no number differs by more than 1e-13 of the largest that
 * it has been so far.
 */
final class UpdateRulesTest {
  private static final double BOUND = 1e-13;
  private static final int SIZE = 24;
  private static final Topology TOPOLOGY = new Topology(List.of(SIZE, 1));

  /** As the script that made the figures has it. */
  private static double gradient(int t, int i) {
    double u = HashedFraction.of(3, t, i) - 0.5;
    double[] kinds = {u, 0, 1e-30 * u, 1e30 * u, t % 7 == 0 ? u : 0, 1e-3 * u + 0.25};
    return kinds[i % 6];
  }

  @ParameterizedTest
  @CsvSource({
    "sgd, 0.1, 0",
    "momentum, 0.1, 0",
    "nesterov, 0.1, 0",
    "adam, 0.001, 0",
    "adamw, 0.001, 0",
    "sgd, 0.1, 0.01",
    "momentum, 0.1, 0.01",
    "adam, 0.001, 0.01"
  })
  void everyRuleIsPyTorchs(String rule, double rate, double l2) {
    Update update = new Update(Optimizers.of(rule).orElseThrow(), rate, 0, l2, List.of());
    ModelState model = new ModelState(new Parameters(TOPOLOGY), update.optimizer());
    Arrays.setAll(model.parameters().array(0), i -> ((37 * i) % 101 - 50) / 64.0);
    List<double[]> largest = new ArrayList<>();
    numbers(model).forEach(array -> largest.add(new double[SIZE]));
    int t = 0;
    for (JsonNode expected :
        Golden.read("training.json").get("optimisers").get(l2 == 0 ? rule : rule + ", l2 0.01")) {
      while (t < expected.get("step").intValue()) {
        t++;
        Gradient gradient = new Gradient(TOPOLOGY);
        int step = t;
        Arrays.setAll(gradient.array(0), i -> gradient(step, i));
        new StepUpdate(model, update).take(gradient);
        for (int k = 0; k < largest.size(); k++) {
          double[] now = numbers(model).get(k);
          double[] most = largest.get(k);
          Arrays.setAll(most, i -> Math.max(most[i], Math.abs(now[i])));
        }
      }
      requireEqual(expected, numbers(model), largest, t);
    }
    assertEquals(1000, t);
  }

  /** The weights, then each moment. */
  private static List<double[]> numbers(ModelState model) {
    List<double[]> numbers = new ArrayList<>(List.of(model.parameters().array(0)));
    model.moments().values().forEach(moment -> numbers.add(moment.array(0)));
    return numbers;
  }

  private static void requireEqual(
      JsonNode expected, List<double[]> actual, List<double[]> largest, int t) {
    assertEquals(expected.get("moments").size(), actual.size() - 1);
    for (int k = 0; k < actual.size(); k++) {
      double[] numbers =
          Golden.numbers(k == 0 ? expected.get("w") : expected.get("moments").get(k - 1));
      for (int i = 0; i < SIZE; i++) {
        double difference = Math.abs(actual.get(k)[i] - numbers[i]);
        assertTrue(
            difference <= BOUND * largest.get(k)[i],
            "step %d, array %d, number %d: %s, PyTorch's %s"
                .formatted(t, k, i, actual.get(k)[i], numbers[i]));
      }
    }
  }

  @Test
  void theRateRisesOverTheStepsOfTheWarmup() {
    Update update = new Update(Optimizers.ALL.get(0), 0.3, 4, 0, List.of());
    double[] rates = new double[6];
    Arrays.setAll(rates, i -> update.learningRateAt(i + 1));
    assertArrayEquals(new double[] {0.3 * 0.25, 0.3 * 0.5, 0.3 * 0.75, 0.3, 0.3, 0.3}, rates);
    ModelState model = new ModelState(new Parameters(TOPOLOGY), update.optimizer());
    Gradient gradient = new Gradient(TOPOLOGY);
    for (double expected : new double[] {-0.075, -0.075 - 0.15}) {
      gradient.array(1)[0] = 1;
      new StepUpdate(model, update).take(gradient);
      assertEquals(expected, model.parameters().array(1)[0]);
    }
  }

  @Test
  void biasesAreNeitherDecayedNorInL2() {
    for (String rule : List.of("sgd", "adamw")) {
      Update update = new Update(Optimizers.of(rule).orElseThrow(), 0.1, 0, 0.5, List.of());
      ModelState model = new ModelState(new Parameters(TOPOLOGY), update.optimizer());
      Arrays.fill(model.parameters().array(0), 1);
      model.parameters().array(1)[0] = 1;
      new StepUpdate(model, update).take(new Gradient(TOPOLOGY));
      assertTrue(model.parameters().array(0)[5] < 1);
      assertEquals(1, model.parameters().array(1)[0]);
    }
  }
}
