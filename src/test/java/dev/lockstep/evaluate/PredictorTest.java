package dev.lockstep.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.Golden;
import dev.lockstep.GoldenModel;
import dev.lockstep.LocalSpark;
import dev.lockstep.linalg.Blas;
import dev.lockstep.model.TrainedModel;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.rows.idx.IdxImages;
import dev.lockstep.scale.ScaleKind;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

final class PredictorTest {
  private static final TrainedModel MODEL = GoldenModel.read();
  private static final IdxImages IMAGES =
      IdxImages.open(new Path("data/mnist/t10k-images-idx3-ubyte.gz"), new Configuration());

  private static Dataset data() {
    return IMAGES.read(LocalSpark.spark(), OptionalInt.empty(), ScaleKind.NONE);
  }

  private static List<Prediction> predict(Blas blas, int partitions) {
    return new Predictor(LocalSpark.spark(), blas, partitions)
        .predict(MODEL.parameters(), MODEL.scaling(), MODEL.labels(), data())
        .collect();
  }

  @Test
  void everyRowGetsItsProbabilitiesInOrder() {
    List<RowBlock> groups = data().groups(1).collect();
    List<Prediction> predictions = predict(Blas.EXACT, 3);
    assertEquals(10_000, predictions.size());
    for (int row = 0; row < predictions.size(); row++) {
      Prediction prediction = predictions.get(row);
      assertEquals(row, prediction.row());
      double[] x = groups.get(row / RowBlock.ROWS).row(row % RowBlock.ROWS);
      MODEL.scaling().apply(x, 1, row, x.length);
      double[] y = prediction.outputs().values();
      assertArrayEquals(ByTheBook.probabilities(MODEL.parameters(), x), y, 1e-12);
      assertEquals(prediction.outputs().argmax(), Integer.parseInt(prediction.predicted()));
    }
  }

  @Test
  void probabilitiesAreNumpys() {
    List<Prediction> predictions = predict(Blas.EXACT, 2);
    double[] expected = Golden.numbers(Golden.read("evaluation.json").get("probabilities"));
    double[] sums = new double[10];
    for (int row = 0; row < predictions.size(); row++) {
      double[] y = predictions.get(row).outputs().values();
      for (int k = 0; k < 10; k++) {
        sums[k] += y[k];
        if (10 * row + k < expected.length) {
          assertEquals(expected[10 * row + k], y[k], 1e-12);
        }
      }
    }
    Golden.assertAgree(Golden.read("evaluation.json").get("probability_sums"), sums);
  }

  @Test
  void noNumberOfPartitionsChangesABit() {
    List<Prediction> expected = predict(Blas.EXACT, 1);
    for (int partitions : new int[] {2, 7, 20, 1000}) {
      assertEquals(expected, predict(Blas.EXACT, partitions));
    }
  }

  @Test
  void aTaskHoldsOneGroupAtATime() {
    List<RowBlock> groups = data().groups(1).collect();
    List<RowBlock> taken = new ArrayList<>();
    Iterator<RowBlock> source = groups.iterator();
    Iterator<RowBlock> counting =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return source.hasNext();
          }

          @Override
          public RowBlock next() {
            taken.add(source.next());
            return taken.get(taken.size() - 1);
          }
        };
    Predictor.PredictGroups task =
        new Predictor.PredictGroups(
            LocalSpark.spark().broadcast(MODEL.parameters()),
            MODEL.scaling(),
            MODEL.labels(),
            Blas.EXACT);
    Iterator<Prediction> predictions = task.call(counting);
    for (int row = 0; predictions.hasNext(); row++) {
      assertEquals(row, predictions.next().row());
      assertEquals(row / RowBlock.ROWS + 1, taken.size());
    }
    assertEquals(groups.size(), taken.size());
  }
}
