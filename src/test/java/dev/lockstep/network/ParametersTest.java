package dev.lockstep.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.linalg.Matrix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.apache.commons.lang3.SerializationUtils;
import org.junit.jupiter.api.Test;

/**
 * Parameters and gradients are numbers in one canonical order: hashed in it, written and read
 * without the loss of a bit, added and subtracted number by number as the formulas say.
 */
final class ParametersTest {
  static final Topology TOPOLOGY = new Topology(List.of(3, 4, 1, 2));

  @Test
  void sha256IsOverW1B1W2B2RowByRowAsLittleEndianDoubles() throws Exception {
    Parameters parameters = random(1);
    ByteBuffer bytes = ByteBuffer.allocate(8 * (3 * 4 + 4 + 4 + 1 + 2 + 2));
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    for (int l = 1; l <= 3; l++) {
      Matrix w = parameters.weights(l);
      for (int input = 0; input < w.rows(); input++) {
        for (int output = 0; output < w.columns(); output++) {
          bytes.putDouble(w.values()[w.at(input) + output]);
        }
      }
      Arrays.stream(parameters.biases(l).values()).forEach(bytes::putDouble);
    }
    assertFalse(bytes.hasRemaining());
    String expected =
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
    assertEquals(expected, parameters.sha256());
  }

  @Test
  void sha256ChangesWithTheLastBitOfEveryNumber() {
    Parameters parameters = random(1);
    String before = parameters.sha256();
    for (int i = 0; i < parameters.arrays(); i++) {
      double[] w = parameters.array(i);
      for (int j = 0; j < w.length; j++) {
        double old = w[j];
        w[j] = Math.nextUp(old);
        assertNotEquals(before, parameters.sha256());
        w[j] = old;
      }
    }
    assertEquals(before, parameters.sha256());
  }

  @Test
  void serialisationKeepsEveryBit() {
    Parameters parameters = random(2);
    makeOdd(parameters);
    Parameters copy = SerializationUtils.clone(parameters);
    assertEquals(TOPOLOGY, copy.topology());
    assertSameBits(parameters, copy);
    assertNotEquals(bits(random(2).array(0)), bits(copy.array(0)));

    Gradient gradient = randomGradient(3);
    makeOdd(gradient);
    gradient.setLoss(-0.0);
    Gradient gradientCopy = SerializationUtils.clone(gradient);
    assertEquals(TOPOLOGY, gradientCopy.topology());
    assertSameBits(gradient, gradientCopy);
    assertEquals(-0.0, gradientCopy.loss());
  }

  @Test
  void sumOfGradientsIsTakenNumberByNumberIntoTheLeftOne() {
    Gradient left = randomGradient(8);
    Gradient right = randomGradient(9);
    left.setLoss(0.1);
    right.setLoss(0.2);
    assertSame(left, left.plus(right));
    assertEquals(0.1 + 0.2, left.loss());
    assertEquals(0.2, right.loss());
    assertSameBits(randomGradient(9), right);
    Gradient before = randomGradient(8);
    for (int i = 0; i < left.arrays(); i++) {
      for (int j = 0; j < left.array(i).length; j++) {
        assertEquals(before.array(i)[j] + right.array(i)[j], left.array(i)[j]);
      }
    }
  }

  @Test
  void copyTakesEveryNumberAndSharesNone() {
    Parameters original = random(2);
    Parameters copy = random(1);
    copy.copyFrom(original);
    assertSameBits(random(2), copy);
    SgdStep.take(original, 1, randomGradient(3));
    assertSameBits(random(2), copy);
  }

  @Test
  void oneNumberThatIsNotFiniteIsFoundAnywhere() {
    Parameters parameters = random(10);
    assertTrue(parameters.areFinite());
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1 / 0.0}) {
      for (int i = 0; i < parameters.arrays(); i++) {
        double[] w = parameters.array(i);
        for (int j = 0; j < w.length; j++) {
          double old = w[j];
          w[j] = bad;
          assertFalse(parameters.areFinite());
          w[j] = old;
        }
      }
    }
    assertTrue(parameters.areFinite());
  }

  static Parameters random(long seed) {
    Parameters parameters = new Parameters(TOPOLOGY);
    fill(parameters, seed);
    return parameters;
  }

  static Gradient randomGradient(long seed) {
    Gradient gradient = new Gradient(TOPOLOGY);
    fill(gradient, seed);
    return gradient;
  }

  private static void fill(LayerArrays arrays, long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < arrays.arrays(); i++) {
      Arrays.setAll(arrays.array(i), j -> random.nextGaussian());
    }
  }

  /** Numbers that a careless copy would change. */
  private static void makeOdd(LayerArrays arrays) {
    arrays.array(0)[0] = -0.0;
    arrays.array(0)[1] = Double.longBitsToDouble(0x7ff8_0000_dead_beefL);
    arrays.array(1)[0] = Double.MIN_VALUE;
    arrays.array(2)[0] = Double.NEGATIVE_INFINITY;
    arrays.array(5)[1] = Math.nextUp(1.0);
  }

  static void assertSameBits(LayerArrays expected, LayerArrays actual) {
    assertEquals(expected.arrays(), actual.arrays());
    for (int i = 0; i < expected.arrays(); i++) {
      assertArrayEquals(bits(expected.array(i)), bits(actual.array(i)));
    }
  }

  private static long[] bits(double[] numbers) {
    return Arrays.stream(numbers).mapToLong(Double::doubleToRawLongBits).toArray();
  }
}
