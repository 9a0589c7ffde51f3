package dev.lockstep;

import dev.lockstep.model.ModelFolder;
import dev.lockstep.model.TrainedModel;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** A small network trained on MNIST, which numpy and scikit-learn have evaluated. */
public final class GoldenModel {
  /** Where it lies. */
  public static final String FOLDER = "src/test/resources/golden/model";

  private GoldenModel() {}

  /**
   * Reads it.
   *
   * @return 784-16-10
   */
  public static TrainedModel read() {
    return ModelFolder.read("model", new Path(FOLDER), new Configuration());
  }
}
