package dev.lockstep.network.activation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.Golden;
import org.junit.jupiter.api.Test;

/** The Gaussian error linear unit against figures in 60 digits: the bounds that it states. */
final class GeluTest {
  private static final double BOUND = 4e-16;

  @Test
  void functionAndDerivativeAreRightToTheirBounds() {
    JsonNode exact = Golden.read("gelu.json");
    double[] u = Golden.numbers(exact.get("u"));
    double[] z = Golden.numbers(exact.get("z"));
    double[] derivative = Golden.numbers(exact.get("derivative"));
    for (int i = 0; i < u.length; i++) {
      double size = Math.max(1, Math.abs(u[i]));
      assertEquals(z[i], new Gelu().of(u[i]), BOUND * size, "z at u = " + u[i]);
      assertEquals(
          derivative[i], new Gelu().derivative(u[i], z[i]), BOUND, "derivative at u = " + u[i]);
    }
  }
}
