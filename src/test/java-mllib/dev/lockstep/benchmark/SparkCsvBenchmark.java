package dev.lockstep.benchmark;

import dev.lockstep.rows.text.Table;
import dev.lockstep.rows.text.TableOptions;
import dev.lockstep.scale.ScaleKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.apache.commons.io.FileUtils;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How long a CSV file takes until its rows are numbered and cached, {@code local[2]}, in turn: by
 * Spark SQL's reader with a schema, packed into arrays of doubles, and by Lockstep's, which also
 * finds classes, statistics and the file's SHA-256. Both check how many rows they have found.
 */
@Command(name = "SparkCsvBenchmark", mixinStandardHelpOptions = true)
final class SparkCsvBenchmark implements Callable<Integer> {
  private static final int BLOCK = 512;

  @Option(names = "--megabytes", description = "length of the file")
  private int megabytes = 1000;

  @Option(names = "--times", description = "how often each is measured, in turn")
  private int times = 3;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new SparkCsvBenchmark()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Results results =
        new Results(
            "spark-csv", "A CSV file of %d MB, read and cached, local[2]".formatted(megabytes));
    results.head("Spark SQL, s", "Lockstep, s", "Spark SQL / Lockstep");
    Path folder = Files.createTempDirectory(Path.of("target"), "spark-csv-benchmark");
    try (JavaSparkContext spark = BenchmarkSpark.local(2)) {
      LargeTable table = LargeTable.write(folder, megabytes);
      List<Double> ratios = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        double theirs = seconds(() -> bySpark(spark, table));
        double ours = seconds(() -> byLockstep(spark, table));
        ratios.add(theirs / ours);
        results.row(
            "%.2f".formatted(theirs), "%.2f".formatted(ours), "%.2f".formatted(theirs / ours));
      }
      results.line("\nRatio: %s.".formatted(Median.of(ratios).withSpread(2)));
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
    results.write();
    return 0;
  }

  private interface Reading {
    void read() throws Exception;
  }

  private static double seconds(Reading reading) throws Exception {
    long start = System.nanoTime();
    reading.read();
    return (System.nanoTime() - start) / 1e9;
  }

  private static void bySpark(JavaSparkContext spark, LargeTable table) {
    StructType schema = new StructType();
    for (int column = 0; column < LargeTable.COLUMNS; column++) {
      schema = schema.add("c" + column, DataTypes.DoubleType);
    }
    SparkSession session = SparkSession.builder().sparkContext(spark.sc()).getOrCreate();
    JavaRDD<double[]> blocks =
        session
            .read()
            .option("mode", "FAILFAST")
            .schema(schema.add("label", DataTypes.StringType))
            .csv(table.csv().toString())
            .toJavaRDD()
            .mapPartitions(SparkCsvBenchmark::pack)
            .persist(StorageLevel.MEMORY_AND_DISK());
    // Partitions are in the order of the file: their sizes number the rows.
    long found = blocks.map(block -> (long) block.length / LargeTable.COLUMNS).reduce(Long::sum);
    blocks.unpersist(true);
    require(found, table);
  }

  private static Iterator<double[]> pack(Iterator<Row> rows) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public double[] next() {
        double[] block = new double[BLOCK * LargeTable.COLUMNS];
        int count = 0;
        for (; count < BLOCK && rows.hasNext(); count++) {
          Row row = rows.next();
          for (int column = 0; column < LargeTable.COLUMNS; column++) {
            block[count * LargeTable.COLUMNS + column] = row.getDouble(column);
          }
        }
        return Arrays.copyOf(block, count * LargeTable.COLUMNS);
      }
    };
  }

  private static void byLockstep(JavaSparkContext spark, LargeTable table) {
    org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(table.csv().toString());
    try (Table ours = Table.open(file, TableOptions.DEFAULT, spark.hadoopConfiguration())) {
      require(ours.read(spark, OptionalInt.empty(), ScaleKind.STANDARD).size(), table);
    }
  }

  private static void require(long found, LargeTable table) {
    if (found != table.rows()) {
      throw new IllegalStateException("found %d rows, not %d".formatted(found, table.rows()));
    }
  }
}
