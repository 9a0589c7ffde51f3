package dev.lockstep.network;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.Golden;
import dev.lockstep.linalg.Blas;
import dev.lockstep.linalg.Matrix;
import dev.lockstep.linalg.Products;
import dev.lockstep.network.activation.Relu;
import dev.lockstep.network.loss.SoftmaxCrossEntropy;
import dev.lockstep.pack.Chunk;
import dev.lockstep.rows.Rows;
import dev.lockstep.rows.Targets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every number that goes forward and backward through a network of 4-5-3-3 is numpy's to 1e-12,
 * whatever multiplies and in however many blocks: each function on numpy's own operands, and all of
 * them together over one step.
 */
@ParameterizedClass
@EnumSource(Blas.class)
final class SmallNetworkTest {
  private static final JsonNode NUMPY = Golden.read("small-network.json");
  private static final Topology TOPOLOGY = new Topology(List.of(4, 5, 3, 3));
  private static final int[] T =
      Arrays.stream(Golden.numbers(NUMPY.get("labels"))).mapToInt(t -> (int) t).toArray();
  private static final Targets TARGETS = Targets.ofClasses(T);
  private static final int N = T.length;

  private final Products products;

  SmallNetworkTest(Blas blas) {
    products = blas.products();
  }

  @Test
  void affineLayerGivesZWPlusB() {
    for (int l = 1; l <= 3; l++) {
      Matrix u = byRows(N, TOPOLOGY.outputs(l));
      Affine.forward(products, z(l - 1), w(l), b(l), u);
      Golden.assertAgree(NUMPY.at("/forward/u" + l), u.values());
    }
  }

  @Test
  void reluGivesThePositivePart() {
    for (int l = 1; l <= 2; l++) {
      Matrix z = byRows(N, TOPOLOGY.outputs(l));
      new Relu().forward(matrix("/forward/u" + l), z);
      Golden.assertAgree(NUMPY.at("/forward/z" + l), z.values());
    }
  }

  @Test
  void softmaxGivesProbabilities() {
    Matrix y = byRows(N, 3);
    new SoftmaxCrossEntropy().forward(matrix("/forward/u3"), y);
    Golden.assertAgree(NUMPY.at("/forward/y"), y.values());
  }

  @Test
  void lossIsTheMeanCrossEntropy() {
    double sum = 0;
    for (int row = 0; row < N; row++) {
      sum +=
          new SoftmaxCrossEntropy()
              .loss(matrix("/forward/u3"), matrix("/forward/y"), row, TARGETS, row);
    }
    Golden.assertAgree(NUMPY.get("loss"), sum / N);
  }

  @Test
  void outputLayerSendsBackYMinusT() {
    Matrix du = byRows(N, 3);
    new SoftmaxCrossEntropy().backward(matrix("/forward/y"), TARGETS, 0, N, du);
    Golden.assertAgree(NUMPY.at("/backward/du3"), du.values());
  }

  @Test
  void affineLayerGivesTheGradientsOfItsParameters() {
    for (int l = 1; l <= 3; l++) {
      Matrix dw = byRows(TOPOLOGY.inputs(l), TOPOLOGY.outputs(l));
      double[] db = new double[TOPOLOGY.outputs(l)];
      Matrix du = matrix("/backward/du" + l);
      Affine.backwardWeights(products, z(l - 1), du, dw);
      Affine.backwardBiases(du, db, 0);
      Golden.assertAgree(NUMPY.at("/gradient/W" + l), dw.values());
      Golden.assertAgree(NUMPY.at("/gradient/b" + l), db);
    }
  }

  @Test
  void affineLayerAndReluSendBackTheDerivativeOfTheLayerBelow() {
    for (int l = 3; l >= 2; l--) {
      Matrix du = byRows(N, TOPOLOGY.inputs(l));
      Affine.backwardInput(products, matrix("/backward/du" + l), w(l), du);
      new Relu().backward(matrix("/forward/u" + (l - 1)), matrix("/forward/z" + (l - 1)), du);
      Golden.assertAgree(NUMPY.at("/backward/du" + (l - 1)), du.values());
    }
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
    Matrix x = z(0);
    double[][] rows = new double[N][];
    Arrays.setAll(rows, i -> Arrays.copyOfRange(x.values(), i * 4, (i + 1) * 4));
    Gradient sum = new Gradient(TOPOLOGY);
    for (Chunk block : Rows.of(rows, T).packed(N, blocks)) {
      Gradient gradient = new Gradient(TOPOLOGY);
      backpropagation.gradient(
          parameters, block, 0, block.plan().batchRows(0), gradient, new PhaseClock());
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

  private static Matrix z(int l) {
    return matrix(l == 0 ? "/x" : "/forward/z" + l);
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

  private static Matrix byRows(int rows, int columns) {
    return Matrix.zeros(rows, columns);
  }
}
