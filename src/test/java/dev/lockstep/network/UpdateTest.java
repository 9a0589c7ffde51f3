package dev.lockstep.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.network.optimizer.ClipNorm;
import dev.lockstep.network.optimizer.GradientScale;
import dev.lockstep.network.optimizer.Optimizer;
import dev.lockstep.network.optimizer.Optimizers;
import dev.lockstep.network.optimizer.Sgd;
import dev.lockstep.network.optimizer.Update;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.commons.lang3.SerializationUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A step changes a model to the same bits whole, by slices, by tiles and by rows, with moments and
 * without, scaled and not; and a model travels with all its moments.
 */
final class UpdateTest {
  private static final Topology TOPOLOGY = Topology.of(40, List.of(300), 2); // dW1: 2 x 3 tiles

  static Stream<Update> updates() {
    return Optimizers.OF_STEPS.stream()
        .flatMap(
            rule ->
                Stream.of(
                    new Update(rule, 0.3, List.of()),
                    new Update(rule, 0.3, 3, 0.01, List.of(new ClipNorm(1), new ClipNorm(0.1))),
                    new Update(rule, 0.3, 3, 0.01, List.of(new ClipNorm(1)), List.of(1))));
  }

  private static ModelState start(Update update) {
    return new ModelState(Initializer.uniform(TOPOLOGY, 8, 0.5), update.optimizer());
  }

  /** With rows of zeros. */
  private static Gradient gradient(long seed) {
    Random random = new Random(seed);
    Gradient gradient = new Gradient(TOPOLOGY);
    for (int i = 0; i < gradient.arrays(); i++) {
      double[] dw = gradient.array(i);
      Arrays.setAll(dw, j -> random.nextGaussian());
      Arrays.fill(dw, 0, dw.length / 3, 0);
    }
    return gradient;
  }

  private static String bits(ModelState model) {
    StringBuilder bits = new StringBuilder(model.parameters().sha256());
    for (LayerArrays moment : model.moments().values()) {
      bits.append(Arrays.hashCode(moment.toBytes()));
    }
    return bits.append(model.steps()).toString();
  }

  private static String whole(Update update) {
    ModelState model = start(update);
    new StepUpdate(model, update).take(gradient(1));
    new StepUpdate(model, update).take(gradient(2));
    return bits(model);
  }

  private static String steps(Update update, BiConsumer<StepUpdate, Gradient> step) {
    ModelState model = start(update);
    for (int seed = 1; seed <= 2; seed++) {
      Gradient gradient = gradient(seed);
      int rows = TOPOLOGY.rows();
      double[] ofRows = new double[rows];
      for (GradientScale scale : update.scales()) {
        for (int row = 0; row < rows; row += 100) {
          StepUpdate.measure(scale, gradient, row, Math.min(rows, row + 100), ofRows);
        }
        double factor = scale.factor(ofRows);
        for (int row = 0; row < rows; row += 7) {
          StepUpdate.scale(factor, gradient, row, Math.min(rows, row + 7));
        }
      }
      step.accept(new StepUpdate(model, update), gradient);
      model.stepTaken();
    }
    return bits(model);
  }

  @ParameterizedTest
  @MethodSource("updates")
  void tilesTogetherMakeTheStep(Update update) {
    assertEquals(6, Tile.all(TOPOLOGY).stream().filter(Tile::isOfW1).count());
    assertEquals(
        whole(update),
        steps(
            update,
            (next, gradient) ->
                Tile.all(TOPOLOGY).forEach(tile -> next.tile(tile, gradient.part(tile)))));
  }

  @ParameterizedTest
  @MethodSource("updates")
  void slicesTogetherMakeTheStep(Update update) {
    int size = (int) TOPOLOGY.size();
    for (int length : List.of(size, size / 2, 2_048, 97)) {
      assertEquals(
          whole(update),
          steps(
              update,
              (next, gradient) -> {
                DoubleBuffer numbers = DoubleBuffer.allocate(size);
                gradient.copy(0, size, numbers);
                for (int from = 0; from < size; from += length) {
                  int to = Math.min(size, from + length);
                  next.slice(Arrays.copyOfRange(numbers.array(), from, to), from, to);
                }
              }));
    }
  }

  @ParameterizedTest
  @MethodSource("updates")
  void rowsTogetherMakeTheStep(Update update) {
    int rows = TOPOLOGY.rows();
    for (int length : List.of(rows, 41, 5)) {
      assertEquals(
          whole(update),
          steps(
              update,
              (next, gradient) -> {
                for (int row = 0; row < rows; row += length) {
                  next.rows(gradient, row, Math.min(rows, row + length));
                }
              }));
    }
  }

  @Test
  void aSliceChangesItsOwnNumbersOnly() {
    int size = (int) ParametersTest.TOPOLOGY.size();
    double[] ones = new double[size];
    Arrays.fill(ones, 1);
    for (int from = 0; from <= size; from++) {
      for (int to = from; to <= size; to++) {
        Parameters parameters = ParametersTest.random(6);
        new StepUpdate(new ModelState(parameters, new Sgd()), Update.sgd(0.3))
            .slice(ones.clone(), from, to);
        double[] before = numbers(ParametersTest.random(6));
        double[] after = numbers(parameters);
        for (int i = 0; i < size; i++) {
          assertEquals(from <= i && i < to, before[i] != after[i]);
        }
      }
    }
  }

  private static double[] numbers(Parameters parameters) {
    DoubleBuffer numbers = DoubleBuffer.allocate((int) parameters.topology().size());
    parameters.copy(0, parameters.topology().size(), numbers);
    return numbers.array();
  }

  /** With rules that decay weights, momentum and l2: bit for bit, and the other layer learns. */
  @ParameterizedTest
  @FieldSource("dev.lockstep.network.optimizer.Optimizers#OF_STEPS")
  void aFrozenLayerKeepsItsBits(Optimizer rule) {
    for (int layer = 1; layer <= 2; layer++) {
      Update update = new Update(rule, 0.3, 0, 0.01, List.of(new ClipNorm(1)), List.of(layer));
      Update unfrozen = new Update(rule, 0.3, 0, 0.01, List.of(new ClipNorm(1)));
      ModelState before = start(update);
      ModelState frozen = start(update);
      ModelState free = start(update);
      for (int seed = 1; seed <= 3; seed++) {
        new StepUpdate(frozen, update).take(gradient(seed));
        new StepUpdate(free, unfrozen).take(gradient(seed));
      }
      for (int i = 0; i < 4; i++) {
        ModelState expected = i / 2 + 1 == layer ? before : free;
        assertArrayEquals(expected.parameters().array(i), frozen.parameters().array(i));
      }
    }
  }

  @Test
  void rowsAreReadFromAllNumbersInCanonicalOrder() {
    int size = (int) TOPOLOGY.size();
    DoubleBuffer numbers = DoubleBuffer.allocate(size);
    gradient(3).copy(0, size, numbers);
    Gradient read = new Gradient(TOPOLOGY);
    for (int row = 0; row < TOPOLOGY.rows(); row += 13) {
      read.readRows(numbers, row, Math.min(TOPOLOGY.rows(), row + 13));
    }
    ParametersTest.assertSameBits(gradient(3), read);
  }

  @Test
  void aModelTravelsAndIsCopiedWithItsMomentsAndSteps() {
    Update update = new Update(Optimizers.of("adam").orElseThrow(), 0.3, List.of());
    ModelState model = start(update);
    new StepUpdate(model, update).take(gradient(1));
    String before = bits(model);
    ModelState copy = model.copy();
    ModelState travelled = SerializationUtils.clone(model);
    assertEquals(List.of("m", "v"), List.copyOf(travelled.moments().keySet()));
    new StepUpdate(model, update).take(gradient(2));
    assertEquals(before, bits(copy));
    assertEquals(before, bits(travelled));
    new StepUpdate(copy, update).take(gradient(2));
    assertEquals(bits(model), bits(copy));
    travelled.copyFrom(copy);
    assertEquals(bits(model), bits(travelled));
    assertTrue(!bits(model).equals(before));
  }
}
