package dev.lockstep.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.linalg.Blas;
import dev.lockstep.linalg.Products;
import dev.lockstep.rows.Bytes;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.rows.RowValues;
import dev.lockstep.rows.Rows;
import dev.lockstep.scale.Pixels;
import dev.lockstep.scale.Scaling;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A group of rows as they were read gets the bits that their chunk gets in training. */
final class ClassifierTest {
  /** Bytes of pixels, out of their x. */
  private static RowBlock raw(Rows rows, int width) {
    byte[] bytes = new byte[60 * width];
    for (int row = 0; row < 60; row++) {
      double[] x = rows.x(row);
      for (int j = 0; j < width; j++) {
        bytes[row * width + j] = Pixels.nearest(x[j]);
      }
    }
    return new RowBlock(0, 60, RowValues.dense(width, new Bytes(bytes, false)), null, null);
  }

  /** Of 400 columns a quarter is not zero, of 100 a half: rows without their zeros, and with. */
  @ParameterizedTest
  @ValueSource(ints = {400, 100})
  void lossesAndAnswersAreThoseOfTheChunk(int width) {
    Rows rows = Rows.pixels(1, 60, width, 3);
    Parameters parameters = Initializer.uniform(Topology.of(width, List.of(17), 3), 8, 0.5);
    Products products = Blas.EXACT.products();
    Scorer scorer = new Scorer(parameters.topology(), products);
    Score expected = scorer.extend(parameters, rows.packed(60, 1).get(0), Score.NONE);
    Classifier classifier = new Classifier(parameters, Scaling.unit(), products);
    for (int run = 0; run < 2; run++) {
      Outputs y = classifier.classify(raw(rows, width));
      assertEquals(expected, y.score(rows.targets(), 0));
    }
  }
}
