package dev.lockstep.aggregate;

import dev.lockstep.LocalSpark;
import dev.lockstep.linalg.Blas;
import dev.lockstep.network.CentralDifferences;
import dev.lockstep.network.ModelState;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.Topology;
import dev.lockstep.network.activation.Tanh;
import dev.lockstep.network.loss.OutputLayer;
import dev.lockstep.network.optimizer.Sgd;
import dev.lockstep.network.optimizer.Update;
import dev.lockstep.pack.PackedDataset;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.Labels;
import dev.lockstep.rows.LearnedRows;
import dev.lockstep.rows.Rows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What every way of aggregating on Spark sums up is the derivative of the mean loss. */
abstract class GradientLaws {
  /** The aggregation under test. */
  public abstract SparkAggregation over(SparkRun run, Pace pace);

  public final SparkAggregation over(
      JavaSparkContext spark, PackedDataset train, PackedDataset test, Blas blas) {
    SparkRun run = SparkRun.inFileOrder(spark, train, test, blas);
    return over(run, run.pace());
  }

  /** What one step of sgd with the rate 1 takes away; the targets of numbers are not scaled. */
  @ParameterizedTest
  @FieldSource("dev.lockstep.network.loss.OutputLayers#ALL")
  void theGradientIsTheDerivativeOfTheMeanLoss(OutputLayer output) {
    double[] weights = new Random(3).doubles(11, 0, 2).toArray();
    for (Rows plain : LearnedRows.of(output, 5, 11, 7)) {
      Rows rows = plain.withWeights(weights);
      Dataset train = rows.dataset(LocalSpark.spark());
      Labels labels = output.labels(train.info());
      try (PackedDataset packed = SmallData.packed(train, labels, 11, 4, 3)) {
        for (int hiddenLayers : new int[] {0, 1, 2, 4}) {
          Topology topology = topology(hiddenLayers, output, labels);
          Parameters before = CentralDifferences.parameters(topology);
          ModelState model = new ModelState(CentralDifferences.parameters(topology), new Sgd());
          Aggregation aggregation = over(LocalSpark.spark(), packed, packed, Blas.EXACT);
          WholeEpoch.of(aggregation, 1, model, Update.sgd(1), step -> {});
          new CentralDifferences(rows, rows.plan(11, 4), 0)
              .require(before, CentralDifferences.taken(before, model.parameters()));
        }
      }
    }
  }

  static Topology topology(int hiddenLayers, OutputLayer output, Labels labels) {
    List<Integer> widths = new ArrayList<>(List.of(7, 6, 5, 4, 5).subList(0, hiddenLayers + 1));
    widths.add(output.outputs(labels));
    return new Topology(widths, Collections.nCopies(hiddenLayers, new Tanh()), output);
  }
}
