package dev.lockstep.aggregate;

import dev.lockstep.LocalSpark;
import dev.lockstep.pack.PackedDataset;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.LabeledVector;
import dev.lockstep.rows.Labels;
import dev.lockstep.scale.Scaling;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;

/** Random rows of three classes that a network can tell apart, made anew from a seed. */
public final class SmallData {
  static final Classes CLASSES = Classes.of(List.of("a", "b", "c"));

  private SmallData() {}

  /** A data set of {@code rows} rows of {@code features} numbers. */
  public static Dataset dataset(int rows, int features, long seed) {
    Random random = new Random(seed);
    List<LabeledVector> vectors = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      int t = i % 3;
      double[] x = new double[features];
      for (int j = 0; j < features; j++) {
        x[j] = random.nextGaussian() + (j % 3 == t ? 1 : 0);
      }
      vectors.add(new LabeledVector(i, CLASSES.name(t), Vectors.dense(x)));
    }
    return Dataset.of("small", LocalSpark.spark().parallelize(vectors, 3));
  }

  /** A data set of {@code rows} images of 60 pixels, ten of them not black: packed sparse. */
  static Dataset images(int rows, long seed) {
    Random random = new Random(seed);
    List<LabeledVector> vectors = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      double[] x = new double[60];
      for (int bright = 0; bright < 10; bright++) {
        x[3 * random.nextInt(20) + i % 3] = (float) (1 + random.nextInt(255)) / 255;
      }
      vectors.add(new LabeledVector(i, CLASSES.name(i % 3), Vectors.dense(x)));
    }
    return Dataset.of("small", LocalSpark.spark().parallelize(vectors, 3));
  }

  /**
   * Three chunks of 66 rows of 60,000 numbers, most of them zero; but in mini-batches of 6 rows and
   * 3 blocks not in the first block of the second chunk.
   */
  static Dataset partlySparse(long seed) {
    Random random = new Random(seed);
    List<LabeledVector> vectors = new ArrayList<>();
    for (int i = 0; i < 198; i++) {
      double[] x = new double[60_000];
      boolean isDense = i / 66 == 1 && i % 6 < 2;
      for (int j = i % 3; j < x.length; j += isDense ? 1 : 3 * (1 + random.nextInt(2_000))) {
        x[j] = random.nextGaussian();
      }
      Vector shorter = Vectors.dense(x).compressed();
      vectors.add(new LabeledVector(i, CLASSES.name(i % 3), shorter));
    }
    return Dataset.of("small", LocalSpark.spark().parallelize(vectors, 3));
  }

  /** A data set, packed. */
  public static PackedDataset packed(Dataset data, int batchSize, int blocks, int partitions) {
    return packed(data, Classes.of(data.labels().keySet()), batchSize, blocks, partitions);
  }

  /** A data set, packed, whose labels mean something else than classes. */
  static PackedDataset packed(
      Dataset data, Labels labels, int batchSize, int blocks, int partitions) {
    return PackedDataset.pack(data, labels, Scaling.none(), batchSize, blocks, partitions);
  }
}
