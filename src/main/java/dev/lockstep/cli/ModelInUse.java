package dev.lockstep.cli;

import dev.lockstep.linalg.Blas;
import dev.lockstep.model.TrainedModel;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;

/**
 * What {@code evaluate} and {@code predict} have in common, all of it found before Spark is
 * started.
 *
 * @param blas computes the products
 * @param conf starts Spark
 * @param hadoop how files are reached
 * @param model the model
 */
record ModelInUse(Blas blas, SparkConf conf, Configuration hadoop, TrainedModel model) {
  /**
   * Reads the model.
   *
   * @param command what runs
   * @param options names the model
   */
  static ModelInUse of(String command, ModelOptions options) {
    options.blas().products(); // or refuse it before anything is read
    SparkConf conf = SparkSettings.of(command);
    Configuration hadoop = HadoopSettings.of(conf);
    return new ModelInUse(options.blas(), conf, hadoop, TrainedModel.read(options.model(), hadoop));
  }

  /** Widths: {@code 784-100-50-10}. */
  String network() {
    return model.parameters().topology().toString();
  }
}
