package dev.lockstep.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.linalg.Blas;
import dev.lockstep.linalg.Products;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.rows.RowValues;
import dev.lockstep.rows.Rows;
import dev.lockstep.rows.Scaling;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A group of rows as they were read gets the bits that their chunk gets in training. */
final class ClassifierTest {
  /** Bytes of pixels, out of their x. */
  private record Raw(Rows rows) implements RowValues {
    private static final long serialVersionUID = 1L;

    @Override
    public void read(int from, int count, double[] x, int start) {
      for (int row = 0; row < count; row++) {
        double[] scaled = rows.x(from + row);
        for (int j = 0; j < scaled.length; j++) {
          x[start + row * scaled.length + j] = Math.rint(scaled[j] * 255);
        }
      }
    }

    @Override
    public String label(int row) {
      return rows.classes().name(rows.t(row));
    }
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
      Probabilities y = classifier.classify(new RowBlock(0, 60, width, new Raw(rows), 0));
      double loss = 0;
      int correct = 0;
      for (int row = 0; row < 60; row++) {
        loss += y.loss(row, rows.t(row));
        correct += y.argMax(row) == rows.t(row) ? 1 : 0;
      }
      assertEquals(expected, Score.ofClasses(60, correct, loss));
    }
  }
}
