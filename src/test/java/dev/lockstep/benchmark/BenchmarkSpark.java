package dev.lockstep.benchmark;

import dev.lockstep.pack.PackedDataset;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Spark as submit.sh starts it on this machine. */
final class BenchmarkSpark {
  private BenchmarkSpark() {}

  /** A context of {@code local[cores]} with conf/spark-defaults.conf. */
  static JavaSparkContext local(int cores) throws IOException {
    SparkConf conf =
        new SparkConf().setMaster("local[%d]".formatted(cores)).setAppName("Lockstep benchmark");
    Properties defaults = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of("conf/spark-defaults.conf"))) {
      defaults.load(reader);
    }
    defaults.stringPropertyNames().forEach(key -> conf.set(key, defaults.getProperty(key)));
    PackedDataset.prepare(conf);
    return new JavaSparkContext(conf.set("spark.ui.enabled", "false"));
  }
}
