package dev.lockstep.network;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.Golden;
import dev.lockstep.linalg.Blas;
import dev.lockstep.linalg.Matrix;
import dev.lockstep.linalg.Products;
import dev.lockstep.pack.Chunk;
import dev.lockstep.rows.Rows;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Loss, gradients and parameters of a network of 4-5-3-3 over one step are numpy's to 1e-12,
 * whatever multiplies and in however many blocks.
 */
@ParameterizedClass
@EnumSource(Blas.class)
final class SmallNetworkTest {
  private static final JsonNode NUMPY = Golden.read("small-network.json");
  private static final Topology TOPOLOGY = new Topology(List.of(4, 5, 3, 3));
  private static final int[] T =
      Arrays.stream(Golden.numbers(NUMPY.get("labels"))).mapToInt(t -> (int) t).toArray();
  private static final int N = T.length;

  private final Products products;

  SmallNetworkTest(Blas blas) {
    products = blas.products();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 9})
  void blocksGiveTheGradientOfTheWholeBatchAndItsStep(int blocks) {
    Parameters parameters = parameters();
    Gradient gradient = batchGradient(parameters, blocks);
    Golden.assertAgree(NUMPY.get("loss"), gradient.loss());
    for (int l = 1; l <= 3; l++) {
      Golden.assertAgree(NUMPY.at("/gradient/W" + l), gradient.weights(l).values());
      Golden.assertAgree(NUMPY.at("/gradient/b" + l), gradient.biases(l).values());
    }
    SgdStep.take(parameters, 0.5, gradient);
    for (int l = 1; l <= 3; l++) {
      Golden.assertAgree(NUMPY.at("/parameters_after_step/W" + l), parameters.weights(l).values());
      Golden.assertAgree(NUMPY.at("/parameters_after_step/b" + l), parameters.biases(l).values());
    }
    Golden.assertAgree(NUMPY.get("loss_after_step"), batchGradient(parameters, blocks).loss());
  }

  private Gradient batchGradient(Parameters parameters, int blocks) {
    Backpropagation backpropagation = new Backpropagation(TOPOLOGY, products);
    Matrix x = matrix("/x");
    double[][] rows = new double[N][];
    Arrays.setAll(rows, i -> Arrays.copyOfRange(x.values(), i * 4, (i + 1) * 4));
    Gradient sum = new Gradient(TOPOLOGY);
    for (Chunk block : Rows.of(rows, T).packed(N, blocks)) {
      Gradient gradient = new Gradient(TOPOLOGY);
      backpropagation.gradient(
          parameters,
          block,
          new MiniBatch(0, block.plan().batchRows(0)),
          gradient,
          new PhaseClock());
      sum.plus(gradient);
    }
    return sum;
  }

  private static Parameters parameters() {
    Parameters parameters = new Parameters(TOPOLOGY);
    for (int l = 1; l <= 3; l++) {
      System.arraycopy(w(l).values(), 0, parameters.weights(l).values(), 0, w(l).values().length);
      System.arraycopy(b(l), 0, parameters.biases(l).values(), 0, b(l).length);
    }
    return parameters;
  }

  private static Matrix w(int l) {
    return matrix("/parameters/W" + l);
  }

  private static double[] b(int l) {
    return Golden.numbers(NUMPY.at("/parameters/b" + l));
  }

  private static Matrix matrix(String path) {
    return Golden.matrix(NUMPY.at(path));
  }
}
