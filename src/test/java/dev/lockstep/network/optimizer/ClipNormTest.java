package dev.lockstep.network.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.Golden;
import dev.lockstep.rows.HashedFraction;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clipping is PyTorch's {@code clip_grad_norm_}. */
final class ClipNormTest {
  private static final int[] LENGTHS = {12, 4, 3};

  @Test
  void gradientsAreThoseOfPyTorch() {
    for (JsonNode expected : Golden.read("training.json").get("clip")) {
      ClipNorm clip = new ClipNorm(expected.get("x").doubleValue());
      List<double[]> arrays = arrays(expected.get("scale").doubleValue());
      double[] rows = arrays.stream().mapToDouble(a -> clip.ofRow(a, 0, a.length)).toArray();
      double factor = clip.factor(rows);
      double sum = rows[0] + rows[1] + rows[2];
      assertEquals(expected.get("norm").doubleValue(), Math.sqrt(sum), 1e-13 * Math.sqrt(sum));
      for (int i = 0; i < LENGTHS.length; i++) {
        double[] gradient = Golden.numbers(expected.get("gradients").get(i));
        for (int j = 0; j < LENGTHS[i]; j++) {
          double actual = arrays.get(i)[j] * factor;
          assertEquals(gradient[j], actual, 1e-15 * Math.abs(gradient[j]));
        }
      }
    }
  }

  /** As the script that made the figures has them. */
  private static List<double[]> arrays(double scale) {
    List<double[]> arrays = new ArrayList<>();
    int next = 0;
    for (int length : LENGTHS) {
      double[] array = new double[length];
      for (int j = 0; j < length; j++) {
        array[j] = scale * (HashedFraction.of(5, next++) - 0.5);
      }
      arrays.add(array);
    }
    return arrays;
  }

  @Test
  void aNormThatIsNotFiniteEndsTheRun() {
    ClipNorm clip = new ClipNorm(1);
    assertTrue(Double.isNaN(clip.factor(new double[] {1, Double.POSITIVE_INFINITY})));
    assertTrue(Double.isNaN(clip.factor(new double[] {Double.NaN, 1})));
  }
}
