package dev.lockstep.rows.idx;

import dev.lockstep.io.InputFile;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.DatasetInfo;
import dev.lockstep.rows.Labels;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.rows.RowSource;
import dev.lockstep.scale.Columns;
import dev.lockstep.scale.ScaleKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Images in IDX files, looked through by the driver: with labels out of an {@link IdxFolder}, or
 * without ({@link #open}). Rows are numbered from 0 through all files and read in the groups of
 * {@link RowBlock}; a number is the byte of a pixel, 0 to 255.
 */
public final class IdxImages implements RowSource {
  private static final String HINT = "--input names IDX files of images.";

  private final String name;
  private final Configuration hadoop;
  private final List<IdxContents> images;

  /** Of the one file of images; null without labels. */
  private final IdxContents labels;

  private IdxImages(
      String name, Configuration hadoop, List<IdxContents> images, IdxContents labels) {
    this.name = name;
    this.hadoop = hadoop;
    this.images = images;
    this.labels = labels;
  }

  /**
   * Finds files of images and reads each of them once from end to end, on the driver and in
   * constant memory.
   *
   * @param input an IDX file, gzipped or plain; a folder with nothing else in it (hidden files
   *     aside), or a pattern such as {@code images/*.gz}; on any path that Hadoop reads
   * @param hadoop how to reach it
   * @return all images, file by file in the order of their names
   * @throws InvalidInputException if there are none, a file is broken or holds no images, or one
   *     holds images of another size
   */
  public static IdxImages open(Path input, Configuration hadoop) {
    List<IdxContents> images = new ArrayList<>();
    long row = 0;
    for (InputFile file : InputFile.find(input, HINT, hadoop)) {
      IdxContents next = IdxContents.read(file.path(), IdxRole.TEST_IMAGES, hadoop);
      IdxContents first = images.isEmpty() ? next : images.get(0);
      if (next.header().itemSize() != first.header().itemSize()) {
        throw new InvalidInputException(
            "Cannot use %s: its images, from row %s on, are %s, those in %s are %s. Use images of one size."
                .formatted(
                    next.path(),
                    row,
                    next.header().shapeText(),
                    first.path().getName(),
                    first.header().shapeText()));
      }
      images.add(next);
      row += next.header().items();
    }
    return new IdxImages("test", hadoop, images, null);
  }

  /**
   * Images and their labels.
   *
   * @param name {@code "train"} or {@code "test"}
   * @throws InvalidInputException if there are more labels than images or fewer
   */
  static IdxImages of(String name, IdxContents images, IdxContents labels, Configuration hadoop) {
    if (images.header().items() != labels.header().items()) {
      throw new InvalidInputException(
          "Cannot read %s: it holds %s labels for the %s images in %s. Use two of one data set."
              .formatted(
                  labels.path(),
                  labels.header().items(),
                  images.header().items(),
                  images.path().getName()));
    }
    return new IdxImages(name, hadoop, List.of(images), labels);
  }

  /** The first file of images. */
  IdxContents first() {
    return images.get(0);
  }

  /** The file of labels; null without. */
  IdxContents labels() {
    return labels;
  }

  /** All that the files say; the shape is that of the first. */
  public DatasetInfo info() {
    Map<String, String> sha256 = new LinkedHashMap<>();
    images.forEach(file -> sha256.put(file.unpackedName(), file.sha256()));
    if (labels != null) {
      sha256.put(labels.unpackedName(), labels.sha256());
    }
    return new DatasetInfo(
        images.stream().mapToLong(file -> file.header().items()).sum(),
        first().header().shape(),
        sha256,
        labels == null ? Map.of() : labels.labels(),
        Columns.NONE);
  }

  /** Read by the tasks that need them, whenever they do. */
  @Override
  public Dataset read(JavaSparkContext spark, OptionalInt slices, ScaleKind scale) {
    List<IdxReader.Images> files = new ArrayList<>();
    long row = 0;
    for (IdxContents file : images) {
      files.add(
          new IdxReader.Images(
              file.forTasks(hadoop), labels == null ? null : labels.forTasks(hadoop), row));
      row += file.header().items();
    }
    Broadcast<SerializableConfiguration> shared =
        spark.broadcast(new SerializableConfiguration(hadoop));
    boolean isOnThisMachine = files.get(0).images().path().startsWith("file:");
    return new Dataset(
        name,
        (labels == null ? first() : labels).path().toString(),
        info(),
        true,
        isOnThisMachine ? Dataset.Order.NEAR_GROUPS : Dataset.Order.GROUPS,
        count -> read(spark, files, shared, count),
        null);
  }

  private JavaRDD<RowBlock> read(
      JavaSparkContext spark,
      List<IdxReader.Images> files,
      Broadcast<SerializableConfiguration> shared,
      int wanted) {
    long groups = files.stream().mapToLong(IdxReader.Images::groups).sum();
    int slices = (int) Math.min(wanted, groups);
    return spark
        .parallelize(IntStream.range(0, slices).boxed().toList(), slices)
        .flatMap(new IdxReader.Slice(files, slices, shared))
        .setName("%s rows of %s".formatted(name, first().path().getParent()));
  }

  @Override
  public void requireFits(int inputs, Labels meaning) {
    DatasetInfo info = info();
    boolean fitWidth = info.features() == inputs;
    IdxContents told = fitWidth && labels != null ? labels : first();
    info.requireFits(told.path().toString(), inputs, meaning);
  }

  @Override
  public boolean areImages() {
    return true;
  }
}
