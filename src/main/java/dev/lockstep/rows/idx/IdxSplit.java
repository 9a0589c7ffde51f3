package dev.lockstep.rows.idx;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.rows.Columns;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.Facts;
import dev.lockstep.rows.LabeledVector;
import dev.lockstep.rows.Pixels;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Images and their labels, checked.
 *
 * @param name {@code "train"} or {@code "test"}
 * @param images what the image file says
 * @param labels what the label file says: as many items as there are images
 */
record IdxSplit(String name, IdxContents images, IdxContents labels) {
  /**
   * Checks that the files belong together.
   *
   * @throws InvalidInputException if there are more labels than images or fewer
   */
  IdxSplit {
    if (images.header().items() != labels.header().items()) {
      throw new InvalidInputException(
          "Cannot read %s: it holds %s labels for the %s images in %s. Use two of one data set."
              .formatted(
                  labels.path(),
                  labels.header().items(),
                  images.header().items(),
                  images.path().getName()));
    }
  }

  /** What both files say. */
  Facts facts() {
    Map<String, String> sha256 = new LinkedHashMap<>();
    sha256.put(images.unpackedName(), images.sha256());
    sha256.put(labels.unpackedName(), labels.sha256());
    IdxHeader header = images.header();
    return new Facts(header.items(), header.shape(), sha256, labels.labels(), Columns.NONE, 0);
  }

  /**
   * The rows, read by the tasks that need them; in groups where every task can read all of the
   * files, which are on this machine.
   *
   * @param meaning what each byte becomes
   */
  Dataset dataset(JavaSparkContext spark, Configuration hadoop, int slices, Pixels meaning) {
    ReadSlice read =
        new ReadSlice(
            images,
            labels,
            slices,
            meaning,
            spark.broadcast(new SerializableConfiguration(hadoop)));
    JavaRDD<LabeledVector> rows =
        spark
            .parallelize(IntStream.range(0, slices).boxed().toList(), slices)
            .flatMap(read)
            .setName("%s rows of %s".formatted(name, images.path().getParent()));
    Dataset data = new Dataset(name, rows, facts());
    boolean isHere = images.forTasks(hadoop).path().startsWith("file:");
    return meaning == Pixels.RAW && isHere
        ? data.withGroups(IdxImages.of(this, hadoop).read(spark, 1))
        : data;
  }
}
