package dev.lockstep.network.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.linalg.Matrix;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.DatasetInfo;
import dev.lockstep.rows.SeveralLabels;
import dev.lockstep.rows.Targets;
import dev.lockstep.scale.Columns;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The laws of two classes by one output, and of four labels; and that nothing is lost far out. */
@ParameterizedClass
@ValueSource(ints = {1, 4})
final class SigmoidCrossEntropyTest extends OutputLayerLaws {
  private static final SigmoidCrossEntropy SIGMOID = new SigmoidCrossEntropy();

  SigmoidCrossEntropyTest(int outputs) {
    super(outputs);
  }

  @Override
  protected OutputLayer output() {
    return SIGMOID;
  }

  @Override
  protected Targets targets(int rows, Random random) {
    double[] weights = random.doubles(rows, 0.5, 2).toArray();
    Targets targets =
        outputs() == 1
            ? Targets.ofClasses(random.ints(rows, 0, 2).toArray())
            : Targets.ofNumbers(
                random.ints((long) outputs() * rows, 0, 2).mapToDouble(t -> t).toArray(),
                outputs());
    return targets.withWeights(weights);
  }

  @Override
  protected DatasetInfo train() {
    return outputs() == 1 ? info("", "7", "2.0") : info("a,b,c,d", "1,0,0,1", "0,0,0,0", "1,1,1,0");
  }

  private static DatasetInfo info(String column, String... labels) {
    Map<String, Long> rows = new HashMap<>();
    for (String label : labels) {
      rows.put(label, (long) rows.size());
    }
    return new DatasetInfo(
        9,
        List.of(1),
        Map.of(),
        rows,
        new Columns(column.isEmpty() ? List.of() : List.of(column.split(",", -1)), "", List.of()));
  }

  /** Logarithms of probabilities that round to 1 or are below the least double. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0.6931471805599453",
    "40, 1, 4.248354255291589E-18",
    "40, 0, 40",
    "-800, 1, 800",
    "-800, 0, 0",
    "800, 1, 0"
  })
  void theLossIsExactFarFromZero(double u, int t, double loss) {
    assertEquals(loss, SIGMOID.loss(u, SIGMOID.forward(u), t), 1e-15 * loss);
  }

  @Test
  void ofTwoClassesBothProbabilitiesAreSaid() {
    Matrix said = SIGMOID.said(new Matrix(new double[] {0.25, 1, 0.5}, 3, 1));
    assertArrayEquals(new double[] {0.75, 0.25, 0, 1, 0.5, 0.5}, said.values());
    assertEquals(0, Classes.mostProbable(said.values(), said.at(2), 2));
    double[] sums = {0};
    SIGMOID.addSums(
        new Matrix(new double[] {0.5}, 1, 1), 0, Targets.ofClasses(new int[] {0}), 0, sums);
    assertEquals(1, sums[0]);
  }

  @Test
  void aRowIsRightIfAllOfItsLabelsAre() {
    Targets targets = Targets.ofNumbers(new double[] {1, 0, 1, 1}, 2);
    Matrix y = new Matrix(new double[] {0.9, 0.2, 0.9, 0.2}, 2, 2);
    double[] sums = {0};
    SIGMOID.addSums(y, 0, targets, 0, sums);
    SIGMOID.addSums(y, 1, targets, 1, sums);
    assertEquals(1, sums[0]);
  }

  @Test
  void otherThanTwoClassesAreRefused() {
    InvalidInputException refused =
        assertThrows(InvalidInputException.class, () -> SIGMOID.labels(info("", "a", "b", "c")));
    assertEquals(
        "--head sigmoid is for two classes, and there are 3: a, b, c. Take --head softmax.",
        refused.getMessage());
    assertThrows(
        InvalidInputException.class, () -> SIGMOID.labels("classes", List.of("a", "b", "c")));
    assertThrows(
        InvalidInputException.class, () -> SIGMOID.labels(SeveralLabels.KIND, List.of("a")));
  }
}
