package dev.lockstep.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.Golden;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Initial weights are numpy's, bit for bit: its stream of uniform numbers for seeds from the lowest
 * to the highest, and the tutorial's W1, W2 and W3 at seed 8 from first to last.
 */
final class InitializerTest {
  private static final JsonNode NUMPY = Golden.read("mnist-first-epoch.json");
  private static final JsonNode INITIAL = Golden.read("initial.json");
  private static final Topology TUTORIAL = new Topology(List.of(784, 100, 50, 10));

  @Test
  void uniformsOfSeed8AreNumpys() {
    Initializer numpy = new Initializer(8);
    for (double expected : Golden.numbers(NUMPY.get("first_six_uniforms"))) {
      assertEquals(expected, numpy.uniform());
    }
  }

  /** By numpy's {@code RandomState(seed).rand(1000)}, its first and last number. */
  @ParameterizedTest
  @CsvSource({
    "0, 0.5488135039273248, 0.6771411441114241",
    "42, 0.3745401188473625, 0.44600577295795574",
    "2147483647, 0.3933911315501387, 0.8757897324875213"
  })
  void uniformsOfOtherSeedsAreNumpys(int seed, double first, double thousandth) {
    Initializer numpy = new Initializer(seed);
    assertEquals(first, numpy.uniform());
    for (int i = 1; i < 999; i++) {
      numpy.uniform();
    }
    assertEquals(thousandth, numpy.uniform());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void weightsOfSeed8AreNumpysFromFirstToLast(int l) throws Exception {
    double[] w = Initializer.uniform(TUTORIAL, 8, 0.1).weights(l).values();
    JsonNode expected = NUMPY.at("/initial/W" + l);
    assertArrayEquals(Golden.numbers(expected.get("first")), Arrays.copyOf(w, 3));
    assertArrayEquals(
        Golden.numbers(expected.get("last")), Arrays.copyOfRange(w, w.length - 3, w.length));
    ByteBuffer bytes = ByteBuffer.allocate(8 * w.length).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.stream(w).forEach(bytes::putDouble);
    assertEquals(
        expected.get("sha256_of_little_endian_float64").textValue(),
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array())));
  }

  /**
   * Normal ones to 1 unit in the last place, twice that after their size: the logarithms differ.
   */
  @ParameterizedTest
  @EnumSource(names = "UNIFORM", mode = EnumSource.Mode.EXCLUDE)
  void otherWeightsAreNumpysToo(InitialWeights kind) {
    Parameters parameters = Initializer.draw(new Topology(List.of(6, 5, 3)), 8, kind, 0.1);
    for (int l = 1; l <= 2; l++) {
      double[] expected = Golden.numbers(INITIAL.get(kind.label()).get(l - 1));
      double[] actual = parameters.weights(l).values();
      assertEquals(expected.length, actual.length);
      for (int i = 0; i < expected.length; i++) {
        double bound = kind.areNormal() ? 2 * Math.ulp(expected[i]) : 0;
        assertEquals(expected[i], actual[i], bound);
      }
    }
  }

  @Test
  void normalsOfSeed42AreNumpys() {
    double[] expected = Golden.numbers(INITIAL.get("normals_of_seed_42"));
    Initializer numpy = new Initializer(42);
    double[] actual = new double[2000];
    Arrays.setAll(actual, i -> numpy.normal());
    int[] places = {0, 1, 2, 1000, 1999};
    for (int i = 0; i < places.length; i++) {
      assertEquals(expected[i], actual[places[i]], Math.ulp(expected[i]));
    }
  }

  @Test
  void biasesAreZero() {
    Parameters parameters = Initializer.uniform(TUTORIAL, 8, 0.1);
    for (int l = 1; l <= 3; l++) {
      assertArrayEquals(new double[TUTORIAL.outputs(l)], parameters.biases(l).values());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 0.1, 1, 30})
  void weightsFillTheRangeAndNothingElse(double range) {
    double[] w = Initializer.uniform(TUTORIAL, 1, range).weights(1).values();
    double lowest = Arrays.stream(w).min().orElseThrow();
    double highest = Arrays.stream(w).max().orElseThrow();
    assertTrue(-range <= lowest && lowest < -0.999 * range, () -> "lowest " + lowest);
    assertTrue(0.999 * range < highest && highest < range, () -> "highest " + highest);
  }

  @Test
  void everySeedGivesItsOwnParametersAndAlwaysTheSame() {
    Set<String> hashes = new HashSet<>();
    for (int seed = 0; seed < 100; seed++) {
      String hash = Initializer.uniform(new Topology(List.of(2, 2)), seed, 0.1).sha256();
      assertTrue(hashes.add(hash), "seed " + seed);
      assertEquals(hash, Initializer.uniform(new Topology(List.of(2, 2)), seed, 0.1).sha256());
    }
  }
}
