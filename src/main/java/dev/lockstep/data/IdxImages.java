package dev.lockstep.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Images to try a network on, in IDX files, checked: with labels out of an {@link IdxFolder}, or
 * without ({@link #open}). Rows are numbered from 0 through all files and read in {@link
 * RowGroup}s.
 */
public final class IdxImages {
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
    for (Path file : find(input, hadoop)) {
      images.add(IdxContents.read(file, IdxRole.TEST_IMAGES, hadoop));
    }
    return new IdxImages(hadoop, images, null);
  }

  static IdxImages of(IdxSplit split, Configuration hadoop) {
    return new IdxImages(hadoop, List.of(split.images()), split.labels());
  }

  private static List<Path> find(Path input, Configuration hadoop) {
    try {
      FileSystem files = fileSystem(input, hadoop);
      List<Path> found = new ArrayList<>();
      if (!files.exists(input)) {
        FileStatus[] matches = files.globStatus(input);
        for (FileStatus match : matches == null ? new FileStatus[0] : matches) {
          found.addAll(match.isFile() ? List.of(match.getPath()) : list(files, match.getPath()));
        }
      } else {
        found.addAll(files.getFileStatus(input).isFile() ? List.of(input) : list(files, input));
      }
      if (found.isEmpty()) {
        throw new InvalidInputException("There is no file at %s. %s".formatted(input, HINT));
      }
      return found.stream().sorted().toList();
    } catch (IOException e) {
      throw IoFault.of(input.toString(), e);
    }
  }

  /** Hadoop answers an unknown scheme or host with exceptions of any kind. */
  private static FileSystem fileSystem(Path input, Configuration hadoop) throws IOException {
    try {
      return input.getFileSystem(hadoop);
    } catch (RuntimeException e) {
      throw new InvalidInputException(
          "Cannot read '%s': %s. %s".formatted(input, IoFault.firstLine(e), HINT), e);
    }
  }

  private static List<Path> list(FileSystem files, Path folder) throws IOException {
    return Arrays.stream(files.listStatus(folder))
        .filter(FileStatus::isFile)
        .map(file -> new Path(folder, file.getPath().getName()))
        .filter(file -> !file.getName().startsWith(".") && !file.getName().startsWith("_"))
        .toList();
  }

  /**
   * Checks that a network can be tried on these images.
   *
   * @param inputs d0 of the network
   * @param classes what the network tells apart
   * @throws InvalidInputException if an image has another number of pixels or a label is no class
   */
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

  /**
   * The number of images.
   *
   * @return N, 1 or more
   */
  public long rows() {
    return images.stream().mapToLong(file -> file.header().items()).sum();
  }

  /**
   * The number of groups in all files.
   *
   * @return G, 1 or more: more slices than this are of no use
   */
  public long groups() {
    return sources().stream().mapToLong(ImageFile::groups).sum();
  }

  /**
   * The shape of an image in the first file.
   *
   * @return height and width
   */
  public List<Integer> shape() {
    return images.get(0).header().shape();
  }

  /**
   * The distinct labels.
   *
   * @return label to the number of its first row; empty without labels
   */
  public Map<String, Long> labels() {
    return labels == null ? Map.of() : labels.labels();
  }

  /**
   * The files.
   *
   * @return file name, without {@code .gz}, to the SHA-256 of the unpacked bytes in hexadecimal;
   *     images first
   */
  public Map<String, String> sha256() {
    Map<String, String> sha256 = new LinkedHashMap<>();
    images.forEach(file -> sha256.put(file.unpackedName(), file.sha256()));
    if (labels != null) {
      sha256.put(labels.unpackedName(), labels.sha256());
    }
    return sha256;
  }

  /**
   * The images, read by the tasks that need them, a group at a time.
   *
   * @param spark where to read them
   * @param slices the partitions, each a contiguous range of groups in file order; at least 1
   * @return an RDD that is not cached
   */
  public JavaRDD<RowGroup> read(JavaSparkContext spark, int slices) {
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
