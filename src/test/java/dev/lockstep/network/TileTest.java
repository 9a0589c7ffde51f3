package dev.lockstep.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tiles cover every number of a gradient once, coarse and fine. */
final class TileTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 99, 784})
  void everyNumberIsInOneTile(int features) {
    Topology topology = Topology.of(features, List.of(100, 20_000), 10);
    for (List<Tile> tiles : List.of(Tile.all(topology), Tile.fine(topology))) {
      Gradient gradient = new Gradient(topology);
      long numbers = 0;
      for (Tile tile : tiles) {
        double[] values = gradient.values(tile);
        for (int i = tile.offset(); i < tile.offset() + tile.size(); i++) {
          values[i]++;
        }
        numbers += tile.size();
      }
      assertEquals(topology.size(), numbers);
      for (int i = 0; i < gradient.arrays(); i++) {
        assertTrue(Arrays.stream(gradient.array(i)).allMatch(number -> number == 1));
      }
    }
  }
}
