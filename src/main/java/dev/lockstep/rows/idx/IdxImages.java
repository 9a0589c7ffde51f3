package dev.lockstep.rows.idx;

import dev.lockstep.io.InputFile;
import dev.lockstep.io.InputFiles;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Columns;
import dev.lockstep.rows.Examples;
import dev.lockstep.rows.Facts;
import dev.lockstep.rows.RowBlock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Images to try a network on, in IDX files, checked: with labels out of an {@link IdxFolder}, or
 * without ({@link #open}). Rows are numbered from 0 through all files and read in {@link
 * RowBlock}s.
 */
public final class IdxImages implements Examples {
  private static final String HINT = "--input names IDX files of images.";

  private final Configuration hadoop;
  private final List<IdxContents> images;

  /** Of the one file of images; null without labels. */
  private final IdxContents labels;

  private IdxImages(Configuration hadoop, List<IdxContents> images, IdxContents labels) {
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
   * @throws InvalidInputException if there is none, or a file is broken or holds no images
   */
  public static IdxImages open(Path input, Configuration hadoop) {
    List<IdxContents> images = new ArrayList<>();
    for (InputFile file : InputFiles.find(input, HINT, hadoop)) {
      images.add(IdxContents.read(file.path(), IdxRole.TEST_IMAGES, hadoop));
    }
    return new IdxImages(hadoop, images, null);
  }

  static IdxImages of(IdxSplit split, Configuration hadoop) {
    return new IdxImages(hadoop, List.of(split.images()), split.labels());
  }

  @Override
  public void requireFits(int inputs, Classes classes) {
    long row = 0;
    for (IdxContents file : images) {
      if (file.header().itemSize() != inputs) {
        throw new InvalidInputException(
            "Cannot use %s: its images, from row %s on, are %s, which is %s numbers; the model takes %s. Use images like those it was trained on."
                .formatted(
                    file.path(), row, file.header().shapeText(), file.header().itemSize(), inputs));
      }
      row += file.header().items();
    }
    classes
        .firstUnknown(labels())
        .ifPresent(
            unknown -> {
              throw new InvalidInputException(
                  "Cannot use %s: row %s has label %s, which the model does not know. Known labels: %s."
                      .formatted(labels.path(), unknown.getValue(), unknown.getKey(), classes));
            });
  }

  /** The shape is that of the first file. */
  @Override
  public Facts facts() {
    Map<String, String> sha256 = new LinkedHashMap<>();
    images.forEach(file -> sha256.put(file.unpackedName(), file.sha256()));
    if (labels != null) {
      sha256.put(labels.unpackedName(), labels.sha256());
    }
    return new Facts(
        images.stream().mapToLong(file -> file.header().items()).sum(),
        images.get(0).header().shape(),
        sha256,
        labels == null ? Map.of() : labels.labels(),
        Columns.NONE,
        0);
  }

  @Override
  public long groups() {
    return sources().stream().mapToLong(ImageFile::groups).sum();
  }

  @Override
  public JavaRDD<RowBlock> read(JavaSparkContext spark, int slices) {
    ReadGroups read =
        new ReadGroups(sources(), slices, spark.broadcast(new SerializableConfiguration(hadoop)));
    return spark
        .parallelize(IntStream.range(0, slices).boxed().toList(), slices)
        .flatMap(read)
        .setName("rows of " + images.get(0).path().getParent());
  }

  private List<ImageFile> sources() {
    List<ImageFile> sources = new ArrayList<>();
    long row = 0;
    for (IdxContents file : images) {
      sources.add(
          new ImageFile(
              file.forTasks(hadoop), labels == null ? null : labels.forTasks(hadoop), row));
      row += file.header().items();
    }
    return sources;
  }
}
