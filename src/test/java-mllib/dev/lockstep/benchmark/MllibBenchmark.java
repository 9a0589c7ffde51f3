package dev.lockstep.benchmark;

import dev.lockstep.linalg.Blas;
import dev.lockstep.rows.LabeledVector;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How soon MLlib's own MultilayerPerceptronClassifier reaches 97 % on MNIST's test set:
 * 784-100-50-10 by L-BFGS on the same rows, {@code local[2]}, as Spark ships it: on the BLAS that
 * netlib finds, which is Java's own where the system has no native one.
 *
 * <p>Trains anew with 10, 20, 30 ... iterations until the test set is classified well enough. The
 * result is the time of {@code fit} at that number, which is smaller than it would be for a new
 * process: data are cached and the JVM is warm. Accuracy is measured after it.
 */
@Command(name = "MllibBenchmark", mixinStandardHelpOptions = true)
final class MllibBenchmark implements Callable<Integer> {
  private static final int STRIDE = 10;

  @Option(names = "--data", description = "folder with the four IDX files")
  private String data = "data/mnist";

  @Option(names = "--rows", description = "training rows, to be quicker")
  private long rows = 60_000;

  @Option(names = "--from", description = "the first number of iterations")
  private int from = STRIDE;

  @Option(names = "--to", description = "the last number of iterations")
  private int to = 300;

  @Option(names = "--goal", description = "the accuracy to reach, in percent")
  private double goal = 97.00;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new MllibBenchmark()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Results results =
        new Results(
            "mllib",
            "MLlib's MultilayerPerceptronClassifier, 784-100-50-10, %d rows, local[2]"
                .formatted(rows));
    results.line("- BLAS: " + Blas.MLLIB.kernel() + "\n");
    results.head("maxIter", "iterations taken", "seconds in fit()", "test accuracy, %");
    try (JavaSparkContext spark = BenchmarkSpark.local(2)) {
      MnistData mnist = MnistData.open(spark, data).withRows(rows);
      Dataset<Row> train = cached(spark, mnist.train().rows(2));
      Dataset<Row> test = cached(spark, mnist.test().rows(2));
      boolean reached = false;
      for (int iterations = from; !reached && iterations <= to; iterations += STRIDE) {
        MultilayerPerceptronClassifier classifier =
            new MultilayerPerceptronClassifier()
                .setLayers(new int[] {784, 100, 50, 10})
                .setSeed(MnistData.SEED)
                .setMaxIter(iterations);
        long start = System.nanoTime();
        MultilayerPerceptronClassificationModel model = classifier.fit(train);
        double seconds = (System.nanoTime() - start) / 1e9;
        double accuracy =
            100.0 * model.transform(test).where("prediction = label").count() / mnist.test().size();
        results.row(
            iterations,
            model.summary().totalIterations(),
            "%.1f".formatted(seconds),
            "%.2f".formatted(accuracy));
        reached = accuracy >= goal;
        if (reached) {
          results.line(
              "\n%.2f %% are reached with maxIter %d, in %.1f s of fit()."
                  .formatted(goal, iterations, seconds));
        }
      }
      if (!reached) {
        results.line("\n%.2f %% are not reached.".formatted(goal));
      }
    }
    results.write();
    return 0;
  }

  /** Rows as MLlib takes them, cached. */
  static Dataset<Row> cached(JavaSparkContext spark, JavaRDD<LabeledVector> vectors) {
    SparkSession session = SparkSession.builder().sparkContext(spark.sc()).getOrCreate();
    StructType columns =
        new StructType(
            new StructField[] {
              new StructField("label", DataTypes.DoubleType, false, Metadata.empty()),
              new StructField("features", SQLDataTypes.VectorType(), false, Metadata.empty())
            });
    JavaRDD<Row> asRows =
        vectors.map(row -> RowFactory.create(Double.valueOf(row.label()), row.features()));
    Dataset<Row> data = session.createDataFrame(asRows, columns).cache();
    data.count();
    return data;
  }
}
