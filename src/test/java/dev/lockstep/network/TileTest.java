package dev.lockstep.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.linalg.Matrix;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tiles cover every number of a gradient once, in narrow layers and in wide ones. */
final class TileTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 99, 784})
  void everyNumberIsInOneTile(int features) {
    Topology topology = Topology.of(features, List.of(100, 20_000), 10);
    Gradient gradient = new Gradient(topology);
    long numbers = 0;
    for (Tile tile : Tile.all(topology)) {
      Matrix part = gradient.part(tile);
      assertEquals(tile.size(), part.rows() * part.columns());
      for (int row = 0; row < part.rows(); row++) {
        for (int j = 0; j < part.columns(); j++) {
          part.values()[part.at(row) + j]++;
        }
      }
      numbers += tile.size();
    }
    assertEquals(topology.size(), numbers);
    for (int i = 0; i < gradient.arrays(); i++) {
      assertTrue(Arrays.stream(gradient.array(i)).allMatch(number -> number == 1));
    }
  }
}
