package dev.lockstep.cli;

import dev.lockstep.allreduce.AllReduceAggregation;
import dev.lockstep.pack.PackedDataset;
import org.apache.spark.SparkConf;

/** Spark's settings for a command. */
final class SparkSettings {
  private static final String MAIN_CLASS = "dev.lockstep.Lockstep";

  private SparkSettings() {}

  /** Those that spark-submit has handed over; the job is called after the command. */
  static SparkConf of(String command) {
    SparkConf conf = new SparkConf();
    if (conf.get("spark.app.name", MAIN_CLASS).equals(MAIN_CLASS)) {
      conf.setAppName("Lockstep " + command); // spark-submit's own name for a job is its main class
    }
    conf.setIfMissing("spark.executorEnv.OPENBLAS_NUM_THREADS", "1"); // as submit.sh does here
    PackedDataset.prepare(conf);
    AllReduceAggregation.prepare(conf);
    return conf;
  }
}
