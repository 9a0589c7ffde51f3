package dev.lockstep.network.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.linalg.Matrix;
import dev.lockstep.rows.Targets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.FieldSource;

/** Every loss of numbers obeys the laws, and its squares are in the target's unit. */
@ParameterizedClass
@FieldSource("dev.lockstep.network.loss.OutputLayers#LOSSES")
final class RegressionLossTest extends OutputLayerLaws {
  private final OutputLayer output;

  RegressionLossTest(OutputLayer output) {
    this.output = output;
  }

  @Override
  protected OutputLayer output() {
    return output;
  }

  /** Some errors are beyond huber's delta, and none is within 2h of it. */
  @Override
  protected Targets targets(int rows, Random random) {
    double[] t = random.doubles(4L * rows, 0, 1.1).toArray();
    return Targets.ofNumbers(t, 4).withWeights(random.doubles(rows, 0.5, 2).toArray());
  }

  @Test
  void squaresAreTheMeanOverTheTargets() {
    Matrix y = new Matrix(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
    Targets targets = Targets.ofNumbers(new double[] {0, 0, 0, 4, 4, 8}, 3);
    double[] sums = {10};
    output.addSums(y, 1, targets, 1, sums);
    assertEquals(10 + (0 + 1 + 4) / 3.0, sums[0]);
  }
}
