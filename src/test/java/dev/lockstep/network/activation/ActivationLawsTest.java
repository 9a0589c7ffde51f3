package dev.lockstep.network.activation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.Golden;
import dev.lockstep.linalg.Matrix;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.lang3.SerializationUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.FieldSource;

/** What every activation must do, and that each is PyTorch's. */
@ParameterizedClass
@FieldSource("dev.lockstep.network.activation.Activations#ALL")
final class ActivationLawsTest {
  private static final JsonNode PYTORCH = Golden.read("training.json").get("activations");

  /** Those whose first or second derivative jumps at 0. */
  private static final Set<String> WITH_KINK = Set.of("relu", "leaky-relu", "elu");

  private static final int ROWS = 40;
  private static final int WIDTH = 25;

  private final Activation activation;

  ActivationLawsTest(Activation activation) {
    this.activation = activation;
  }

  /** In absolute terms up to 1, in relative ones above. */
  @Test
  void functionAndDerivativeArePyTorchsTo1E13() {
    double[] u = Golden.numbers(PYTORCH.get("u"));
    JsonNode expected = PYTORCH.get(activation.label());
    double[] z = forward(u);
    assertAgree(u, Golden.numbers(expected.get("z")), z);
    Matrix du = row(IntStream.range(0, u.length).mapToDouble(i -> 1).toArray());
    activation.backward(row(u), row(z), du);
    assertAgree(u, Golden.numbers(expected.get("derivative")), du.values());
  }

  private static void assertAgree(double[] u, double[] expected, double[] actual) {
    for (int i = 0; i < u.length; i++) {
      double bound = 1e-13 * Math.max(1, Math.abs(expected[i]));
      assertEquals(expected[i], actual[i], bound, "at u = " + u[i]);
    }
  }

  /**
   * Central differences of the fourth order with h = 2^-10: their own error is about h^4 f^(5) /
   * 30, below 1e-13 of the fifth derivative; rounding leaves 18 / 12h units of 2^-53, 2e-13 for
   * values of about 1. Where f has a kink nearer than 2h no derivative is compared.
   */
  @Test
  void theDerivativeIsThatOfTheFunction() {
    double h = 0x1p-10;
    double[] u = new Random(1).doubles(ROWS * WIDTH, -4, 4).toArray();
    double[] dz = new Random(2).doubles(ROWS * WIDTH, -1, 1).toArray();
    double[][] f = new double[5][];
    for (int m = -2; m <= 2; m++) {
      double by = m * h;
      f[m + 2] = forward(Arrays.stream(u).map(x -> x + by).toArray());
    }
    double[] du = dz.clone();
    activation.backward(matrix(u), matrix(f[2]), matrix(du));
    int compared = 0;
    for (int i = 0; i < u.length; i++) {
      if (!WITH_KINK.contains(activation.label()) || Math.abs(u[i]) > 2 * h) {
        double slope = (8 * (f[3][i] - f[1][i]) - (f[4][i] - f[0][i])) / (12 * h);
        assertEquals(dz[i] * slope, du[i], 2e-12, "at u = " + u[i]);
        compared++;
      }
    }
    assertTrue(compared > 0.98 * u.length);
  }

  @Test
  void theResultMayTakeThePlaceOfTheInput() {
    double[] u = new Random(3).doubles(ROWS * WIDTH, -4, 4).toArray();
    double[] expected = forward(u.clone());
    Matrix both = matrix(u);
    activation.forward(both, both);
    assertArrayEquals(expected, both.values());
  }

  /** Buffers have room for more rows than a mini-batch has. */
  @Test
  void onlyTheRowsThatThereAreChange() {
    double[] u = new Random(3).doubles(ROWS * WIDTH, 1, 4).toArray();
    Matrix z = matrix(new double[ROWS * WIDTH]);
    Matrix du = matrix(u.clone());
    activation.forward(matrix(u).slice(0, 7), z.slice(0, 7));
    activation.backward(matrix(u).slice(0, 7), z.slice(0, 7), du.slice(0, 7));
    for (int i = 7 * WIDTH; i < u.length; i++) {
      assertEquals(0, z.values()[i]);
      assertEquals(u[i], du.values()[i]);
    }
  }

  @Test
  void nanStaysNan() {
    assertArrayEquals(
        new double[] {Double.NaN, forward(new double[] {0, 1})[1]},
        forward(new double[] {Double.NaN, 1}));
  }

  @Test
  void itTravelsAndIsFoundByItsName() {
    assertEquals(activation, SerializationUtils.clone(activation));
    assertEquals(Optional.of(activation), Activations.of(activation.label()));
  }

  private double[] forward(double[] u) {
    Matrix z = row(new double[u.length]);
    activation.forward(row(u), z);
    return z.values();
  }

  private static Matrix row(double[] values) {
    return new Matrix(values, 1, values.length);
  }

  private static Matrix matrix(double[] values) {
    return new Matrix(values, ROWS, WIDTH);
  }
}
