package dev.lockstep.network.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.Golden;
import dev.lockstep.linalg.Matrix;
import dev.lockstep.rows.Targets;
import java.util.Arrays;
import java.util.Map;
import org.apache.commons.lang3.StringUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every loss and its derivative is PyTorch's to 1e-13, in relative terms where above 1. */
final class PyTorchLossesTest {
  private static final JsonNode PYTORCH = Golden.read("training.json").get("losses");

  @ParameterizedTest
  @ValueSource(strings = {"softmax", "sigmoid", "squared", "huber", "huber 0.5", "poisson"})
  void lossAndDerivativeArePyTorchs(String kind) {
    OutputLayer plain = OutputLayers.of(StringUtils.substringBefore(kind, " ")).orElseThrow();
    OutputLayer output =
        kind.contains(" ")
            ? plain.with(
                Map.of("huber-delta", Double.valueOf(StringUtils.substringAfter(kind, " ")))::get)
            : plain;
    JsonNode expected = PYTORCH.get("kinds").get(kind);
    Matrix u = Golden.matrix(PYTORCH.get("u"));
    double[] t = Golden.numbers(expected.get("targets"));
    Targets targets =
        t.length == u.rows()
            ? Targets.ofClasses(Arrays.stream(t).mapToInt(k -> (int) k).toArray())
            : Targets.ofNumbers(t, u.columns());
    Matrix y = Matrix.zeros(u.rows(), u.columns());
    output.forward(u, y);
    double[] losses = new double[u.rows()];
    Arrays.setAll(losses, row -> output.loss(u, y, row, targets, row));
    assertAgree(Golden.numbers(expected.get("losses")), losses);
    Matrix du = Matrix.zeros(u.rows(), u.columns());
    output.backward(y, targets, 0, u.rows(), du);
    assertAgree(Golden.numbers(expected.get("du")), du.values());
  }

  private static void assertAgree(double[] expected, double[] actual) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], 1e-13 * Math.max(1, Math.abs(expected[i])));
    }
  }
}
