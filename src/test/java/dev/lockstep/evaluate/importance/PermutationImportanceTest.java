package dev.lockstep.evaluate.importance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.Golden;
import dev.lockstep.LocalSpark;
import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.Evaluator;
import dev.lockstep.evaluate.importance.ImportanceFindings.OfColumn;
import dev.lockstep.linalg.Blas;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.Topology;
import dev.lockstep.network.activation.Relu;
import dev.lockstep.network.loss.OutputLayer;
import dev.lockstep.network.loss.SigmoidCrossEntropy;
import dev.lockstep.network.loss.SoftmaxCrossEntropy;
import dev.lockstep.network.loss.SquaredError;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.HashedFraction;
import dev.lockstep.rows.LabeledVector;
import dev.lockstep.rows.Labels;
import dev.lockstep.rows.NumberLabels;
import dev.lockstep.rows.SeveralLabels;
import dev.lockstep.scale.Columns;
import dev.lockstep.scale.RawColumns;
import dev.lockstep.scale.ScaleKind;
import dev.lockstep.scale.Scaling;
import dev.lockstep.scale.SourceColumn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against {@code golden/importance.json}, by golden_importance.py, whose rows these are. */
final class PermutationImportanceTest {
  private static final JsonNode GOLDEN = Golden.read("importance.json");
  private static final int ROWS = 700;
  private static final int HIDDEN = 6;
  private static final int SEED = 8;
  private static final int REPEATS = 5;

  private static final List<SourceColumn> COLUMNS =
      List.of(
          number("size", 0),
          new SourceColumn(
              "colour",
              SourceColumn.Type.CATEGORY,
              "",
              1,
              4,
              0,
              null,
              null,
              null,
              List.of("blue", "green", "red"),
              List.of()),
          number("flag", 4),
          number("depth", 5),
          number("idle", 6));

  private static final Scaling SCALING =
      Scaling.of(
          ScaleKind.STANDARD,
          new Columns("", List.of()).madeOf(COLUMNS, RawColumns.Missing.MEAN),
          new double[] {5, 0, 0, 0, 0, 400, 7},
          new double[] {3, 1, 1, 1, 1, 300, 0});

  private static SourceColumn number(String name, int at) {
    return new SourceColumn(
        name, SourceColumn.Type.NUMBER, "", at, at + 1, 0, null, null, null, List.of(), List.of());
  }

  private static double u(int row, int k) {
    return HashedFraction.of(23, row, k);
  }

  private static double size(int row) {
    return Math.floor(100 * u(row, 0)) / 10;
  }

  private static Vector features(int row) {
    double[] x = {size(row), 0, 0, 0, Math.floor(2 * u(row, 2)), 1000 * u(row, 3) - 100, 7};
    x[1 + (int) (3 * u(row, 1))] = 1;
    return new DenseVector(x);
  }

  private static String label(String task, int row) {
    return switch (task) {
      case "classes" -> String.valueOf((int) (3 * u(row, 5)));
      case "labels" -> (u(row, 5) < 0.5 ? 1 : 0) + "," + (u(row, 6) < 0.3 ? 1 : 0);
      default -> (10 * u(row, 5) - 3) + "," + u(row, 6) * (size(row) - 4);
    };
  }

  private static Labels labels(String task) {
    return switch (task) {
      case "classes" -> Classes.of(List.of("0", "1", "2"));
      case "labels" -> new SeveralLabels(List.of("a", "b"));
      default -> new NumberLabels(List.of("a", "b"), false, List.of(2.5, -1.0), List.of(3.0, 0.5));
    };
  }

  private static OutputLayer output(String task) {
    return switch (task) {
      case "classes" -> new SoftmaxCrossEntropy();
      case "labels" -> new SigmoidCrossEntropy();
      default -> new SquaredError();
    };
  }

  private static Parameters parameters(String task) {
    int outputs = labels(task).outputs();
    Parameters network =
        new Parameters(
            new Topology(List.of(7, HIDDEN, outputs), List.of(new Relu()), output(task)));
    for (int j = 0; j < HIDDEN; j++) {
      for (int i = 0; i < 7; i++) {
        network.weights(1).values()[i * HIDDEN + j] = 2 * HashedFraction.of(29, i, j) - 1;
      }
      network.biases(1).values()[j] = HashedFraction.of(31, 0, j);
      for (int k = 0; k < outputs; k++) {
        network.weights(2).values()[j * outputs + k] = 2 * HashedFraction.of(37, j, k) - 1;
      }
    }
    return network;
  }

  /** Rows in any order, by no means the one in which they are numbered. */
  private static Dataset rows(String task, boolean areWeighted, int slices) {
    List<LabeledVector> rows = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      double weight = areWeighted ? Math.floor(4 * u(row, 4)) / 2 : 1;
      rows.add(new LabeledVector(row, label(task, row), features(row), weight));
    }
    Collections.shuffle(rows, new Random(slices));
    return Dataset.of("test", LocalSpark.spark().parallelize(rows, slices));
  }

  private static ImportanceFindings find(
      String task, boolean areWeighted, Blas blas, int partitions) {
    Dataset rows = rows(task, areWeighted, partitions);
    Parameters network = parameters(task);
    Evaluation evaluation =
        new Evaluator(LocalSpark.spark(), blas, partitions)
            .evaluate(network, SCALING, labels(task), rows);
    ImportanceFindings found =
        new PermutationImportance(LocalSpark.spark(), blas, partitions, SEED, REPEATS)
            .of(network, SCALING, rows, evaluation);
    assertEquals(found.metric().of(evaluation), found.score(), 1e-12);
    return found;
  }

  @ParameterizedTest
  @CsvSource({
    "classes, false",
    "classes, true",
    "labels, false",
    "labels, true",
    "targets, false",
    "targets, true"
  })
  void theDropsAreScikitLearns(String task, boolean areWeighted) {
    JsonNode golden = GOLDEN.get(areWeighted ? task + "_weighted" : task);
    ImportanceFindings found = find(task, areWeighted, Blas.EXACT, 3);
    assertEquals(golden.get("score").asDouble(), found.score(), 1e-12);
    for (int c = 0; c < COLUMNS.size(); c++) {
      OfColumn column = found.columns().get(c);
      assertEquals(COLUMNS.get(c).name(), column.column());
      assertEquals(golden.get("mean").get(c).asDouble(), column.mean(), 1e-12);
      assertEquals(golden.get("deviation").get(c).asDouble(), column.deviation(), 1e-12);
      assertArrayEquals(
          Golden.numbers(golden.get("drops").get(c)),
          column.drops().stream().mapToDouble(Double::doubleValue).toArray(),
          1e-12);
    }
    assertEquals(
        Collections.nCopies(REPEATS, 0.0), found.columns().get(4).drops(), "not even rounding");
  }

  @Test
  void noNumberOfPartitionsChangesABit() {
    for (String task : List.of("classes", "targets")) {
      ImportanceFindings expected = find(task, true, Blas.EXACT, 1);
      for (int partitions : new int[] {2, 7, 300}) {
        assertEquals(expected, find(task, true, Blas.EXACT, partitions), task + " " + partitions);
      }
    }
  }

  @Test
  void whatMattersMostComesFirst() {
    List<OfColumn> columns = find("targets", false, Blas.EXACT, 2).byImportance();
    for (int c = 1; c < columns.size(); c++) {
      assertEquals(1, Double.compare(columns.get(c - 1).mean(), columns.get(c).mean()));
    }
  }
}
