package dev.lockstep.rows.idx;

import dev.lockstep.io.InputFile;
import dev.lockstep.io.InputFiles;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.MessageText;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.DatasetInfo;
import dev.lockstep.rows.Labels;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.rows.RowSource;
import dev.lockstep.rows.Understood;
import dev.lockstep.scale.Columns;
import dev.lockstep.scale.ScaleKind;
import java.util.ArrayList;
import java.util.HashMap;
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
 * {@link RowBlock}; a number is the byte of a pixel, 0 to 255, or of any other type of IDX.
 */
public final class IdxImages implements RowSource {
  private static final String HINT = "--input names IDX files of images.";
  private static final int MOST_SHOWN = 10;

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
    List<InputFile> files = InputFiles.withoutTwins(InputFiles.in(input, hadoop));
    if (files.isEmpty()) {
      throw InputFiles.missing(input, HINT);
    }
    for (InputFile file : files) {
      IdxContents next = IdxContents.read(file, true, hadoop);
      IdxHeader first = images.isEmpty() ? next.header() : images.get(0).header();
      if (next.header().numbers() != first.numbers() || next.header().type() != first.type()) {
        throw new InvalidInputException(
            "Cannot use %s: its images, from row %s on, are %s %s, those in %s are %s %s. Use images of one size and type."
                .formatted(
                    file.name(),
                    row,
                    next.header().shapeText(),
                    next.header().type().title(),
                    images.get(0).file().path().getName(),
                    first.shapeText(),
                    first.type().title()));
      }
      images.add(next);
      row += next.header().items();
    }
    return new IdxImages("test", hadoop, images, null);
  }

  /**
   * Images and their labels.
   *
   * @param name {@code "train"}, {@code "test"} or {@code "validation"}
   * @throws InvalidInputException if there are more labels than images or fewer
   */
  static IdxImages of(String name, IdxContents images, IdxContents labels, Configuration hadoop) {
    if (images.header().items() != labels.header().items()) {
      throw new InvalidInputException(
          "Cannot read %s: it holds %s labels for the %s images in %s. Use two of one data set."
              .formatted(
                  labels.file().name(),
                  labels.header().items(),
                  images.header().items(),
                  images.file().path().getName()));
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
    images.forEach(images -> sha256.put(images.file().unpackedName(), images.sha256()));
    Map<String, Long> firstRows = new HashMap<>();
    if (labels != null) {
      sha256.put(labels.file().unpackedName(), labels.sha256());
      labels.labels().forEach((label, found) -> firstRows.put(Integer.toString(label), found[0]));
    }
    return new DatasetInfo(
        rows(), first().header().shape(), sha256, firstRows, Columns.NONE, 0, understood());
  }

  private long rows() {
    return images.stream().mapToLong(file -> file.header().items()).sum();
  }

  private List<Understood> understood() {
    IdxHeader header = first().header();
    String kind =
        "%d of %s, %s%s: "
            .formatted(rows(), header.shapeText(), header.type().title(), first().range());
    String files =
        MessageText.list(
            images.stream().map(file -> file.file().path().getName()).toList(), MOST_SHOWN);
    if (labels == null) {
      return List.of(new Understood("images", kind + files));
    }
    int columns = labels.header().numbers();
    List<String> classes =
        labels.labels().entrySet().stream()
            .map(label -> label.getKey() + " " + label.getValue()[1])
            .toList();
    String ofLabels =
        "%s%s; %d classes: %s"
            .formatted(
                labels.file().path().getName(),
                columns == 1 ? "" : ", the first of %d columns".formatted(columns),
                classes.size(),
                MessageText.list(classes, MOST_SHOWN));
    return List.of(
        new Understood(name + " images", kind + files), new Understood(name + " labels", ofLabels));
  }

  /** Read by the tasks that need them, whenever they do. */
  @Override
  public Dataset read(JavaSparkContext spark, OptionalInt slices, ScaleKind scale) {
    List<IdxReader.Images> files = new ArrayList<>();
    long row = 0;
    for (IdxContents file : images) {
      files.add(
          new IdxReader.Images(file.forTasks(), labels == null ? null : labels.forTasks(), row));
      row += file.header().items();
    }
    Broadcast<SerializableConfiguration> shared =
        spark.broadcast(new SerializableConfiguration(hadoop));
    boolean isOnThisMachine = files.get(0).images().path().startsWith("file:");
    return new Dataset(
        name,
        (labels == null ? first() : labels).file().name(),
        info(),
        first().header().type() == IdxType.UNSIGNED_BYTE,
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
        .setName("%s rows of %s".formatted(name, first().file().path().getParent()));
  }

  @Override
  public void requireFits(int inputs, Labels meaning) {
    DatasetInfo info = info();
    boolean fitWidth = info.features() == inputs;
    IdxContents told = fitWidth && labels != null ? labels : first();
    info.requireFits(told.file().name(), inputs, meaning);
  }

  @Override
  public boolean areImages() {
    return true;
  }

  @Override
  public int leastFeatures() {
    return first().header().numbers();
  }

  /** Bytes are divided by 255; numbers from 0 to 1 are taken for pixels that were, and stay. */
  @Override
  public ScaleKind usualScale() {
    ScaleKind ofOthers = first().areShares() ? ScaleKind.NONE : ScaleKind.STANDARD;
    return first().header().type() == IdxType.UNSIGNED_BYTE ? ScaleKind.UNIT : ofOthers;
  }
}
