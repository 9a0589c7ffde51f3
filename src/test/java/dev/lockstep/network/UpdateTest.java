package dev.lockstep.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.lang3.SerializationUtils;
import org.junit.jupiter.api.Test;

/** A step of descent is {@code w - lr * dw} of every number, whole, by slices and by tiles. */
final class UpdateTest {
  @Test
  void descentSubtractsTheRoundedProductOfRateAndDerivative() {
    Parameters parameters = ParametersTest.random(6);
    Gradient gradient = ParametersTest.randomGradient(7);
    Parameters before = ParametersTest.random(6);
    parameters.descend(0.3, gradient);
    for (int i = 0; i < parameters.arrays(); i++) {
      for (int j = 0; j < parameters.array(i).length; j++) {
        double step = 0.3 * gradient.array(i)[j];
        assertEquals(before.array(i)[j] - step, parameters.array(i)[j]);
      }
    }
    ParametersTest.assertSameBits(ParametersTest.randomGradient(7), gradient);
  }

  @Test
  void slicesChangeTheirOwnNumbersAndTogetherAll() {
    int size = (int) ParametersTest.TOPOLOGY.size();
    DoubleBuffer numbers = DoubleBuffer.allocate(size);
    ParametersTest.randomGradient(7).copy(0, size, numbers);
    Parameters whole = ParametersTest.random(6);
    whole.descend(0.3, ParametersTest.randomGradient(7));
    for (int from = 0; from <= size; from++) {
      for (int to = from; to <= size; to++) {
        Parameters parameters = ParametersTest.random(6);
        parameters.descend(0.3, Arrays.copyOfRange(numbers.array(), from, to), from, to);
        assertChangedFrom(ParametersTest.random(6), parameters, from, to);
        parameters.descend(0.3, Arrays.copyOfRange(numbers.array(), 0, from), 0, from);
        parameters.descend(0.3, Arrays.copyOfRange(numbers.array(), to, size), to, size);
        ParametersTest.assertSameBits(whole, parameters);
      }
    }
  }

  @Test
  void tilesChangeTheirOwnNumbersAndTogetherAll() {
    Topology topology = Topology.of(40, List.of(300), 2); // dW1: 2 x 3 tiles
    Gradient gradient = new Gradient(topology);
    for (int i = 0; i < gradient.arrays(); i++) {
      Arrays.setAll(gradient.array(i), j -> 1 + j);
    }
    Parameters whole = Initializer.uniform(topology, 8, 0.5);
    Parameters parameters = Initializer.uniform(topology, 8, 0.5);
    whole.descend(0.3, gradient);
    List<Tile> tiles = Tile.all(topology);
    assertEquals(6, tiles.stream().filter(Tile::isOfW1).count());
    for (Tile tile : tiles) {
      Parameters before = SerializationUtils.clone(parameters);
      parameters.descend(0.3, tile, gradient.part(tile));
      Parameters putBack = SerializationUtils.clone(parameters);
      putBack.part(tile).copyFrom(before.part(tile));
      ParametersTest.assertSameBits(before, putBack);
    }
    ParametersTest.assertSameBits(whole, parameters);
  }

  /** Neither +0 nor -0 may become the other where a row is passed over. */
  @Test
  void tilesWithRowsOfZerosHaveTheBitsOfThePlainSubtraction() {
    Topology topology = Topology.of(5, List.of(3), 2);
    double[] some = {-0.0, 0.0, 1, -0.0, -0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 7, 0.0, -0.0, 0.0};
    double[] weights = {-0.0, 0.0, 2, 0.0, -0.0, -0.0, -0.0, 0.0, 3, 4, 5, 6, -0.0, -0.0, 0.0};
    Gradient gradient = new Gradient(topology);
    System.arraycopy(some, 0, gradient.dWeights(1).values(), 0, some.length);
    Parameters whole = new Parameters(topology);
    System.arraycopy(weights, 0, whole.weights(1).values(), 0, weights.length);
    Parameters byTiles = SerializationUtils.clone(whole);
    whole.descend(0.5, gradient);
    for (Tile tile : Tile.all(topology)) {
      byTiles.descend(0.5, tile, gradient.part(tile));
    }
    ParametersTest.assertSameBits(whole, byTiles);
  }

  private static void assertChangedFrom(LayerArrays before, LayerArrays after, long from, long to) {
    long number = 0;
    for (int i = 0; i < before.arrays(); i++) {
      for (int j = 0; j < before.array(i).length; j++) {
        assertEquals(from <= number && number < to, before.array(i)[j] != after.array(i)[j]);
        number++;
      }
    }
  }
}
