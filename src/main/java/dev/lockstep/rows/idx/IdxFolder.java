package dev.lockstep.rows.idx;

import dev.lockstep.io.InputFile;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.IoFault;
import dev.lockstep.io.MessageText;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.Examples;
import dev.lockstep.rows.Pixels;
import dev.lockstep.rows.Source;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A folder with the four IDX files of MNIST or any data set of the same form: training and test
 * images (of any size) and their labels, gzipped or plain, on any path that Hadoop reads.
 *
 * <p>A pixel b becomes the feature float32(b / 255), or b itself in what is called raw; a label is
 * its byte as a decimal number.
 */
public final class IdxFolder implements Source {
  private static final String HINT = "--data names the folder with the four IDX files.";

  private final Configuration hadoop;
  private final IdxSplit train;
  private final IdxSplit test;

  private IdxFolder(Configuration hadoop, IdxSplit train, IdxSplit test) {
    this.hadoop = hadoop;
    this.train = train;
    this.test = test;
  }

  /**
   * Finds the four files by their names and reads each of them once from end to end, on the driver
   * and in constant memory.
   *
   * @param folder a local folder or any Hadoop path
   * @param hadoop how to reach it: {@code spark.hadoopConfiguration()}
   * @return the folder, nothing wrong with it
   * @throws InvalidInputException if a file is missing or broken, or the four do not belong
   *     together
   */
  public static IdxFolder open(String folder, Configuration hadoop) {
    Map<IdxRole, Path> files = find(folder, hadoop);
    IdxSplit train = split("train", files, hadoop, IdxRole.TRAIN_IMAGES, IdxRole.TRAIN_LABELS);
    IdxSplit test = split("test", files, hadoop, IdxRole.TEST_IMAGES, IdxRole.TEST_LABELS);
    IdxHeader trainImages = train.images().header();
    IdxHeader testImages = test.images().header();
    if (!trainImages.shape().equals(testImages.shape())) {
      throw new InvalidInputException(
          "Cannot use %s: its images are %s, those in %s are %s. Use two of one data set."
              .formatted(
                  test.images().path(),
                  testImages.shapeText(),
                  train.images().path().getName(),
                  trainImages.shapeText()));
    }
    Classes classes = Classes.of(train.labels().labels().keySet());
    classes
        .firstUnknown(test.labels().labels())
        .ifPresent(
            unknown -> {
              throw new InvalidInputException(
                  "Cannot use %s: row %s has label %s, which no training row has. Known labels: %s."
                      .formatted(
                          test.labels().path(), unknown.getValue(), unknown.getKey(), classes));
            });
    return new IdxFolder(hadoop, train, test);
  }

  /**
   * Whether some file is called as one of the four.
   *
   * @param files the files of a folder
   * @return true if this is a folder of images, whole or not
   */
  public static boolean isMeant(List<InputFile> files) {
    return files.stream().anyMatch(file -> IdxRole.isAny(file.path().getName()));
  }

  private static Map<IdxRole, Path> find(String folder, Configuration hadoop) {
    List<String> names = list(folder, hadoop);
    Map<IdxRole, Path> files = new EnumMap<>(IdxRole.class);
    for (IdxRole role : IdxRole.values()) {
      files.put(role, new Path(folder, role.findIn(folder, names)));
    }
    return files;
  }

  private static List<String> list(String folder, Configuration hadoop) {
    try {
      FileSystem files = fileSystem(folder, hadoop);
      Path path = new Path(folder);
      if (files.getFileStatus(path).isFile()) {
        throw new InvalidInputException("%s is a file. %s".formatted(folder, HINT));
      }
      return Arrays.stream(files.listStatus(path))
          .filter(FileStatus::isFile)
          .map(file -> file.getPath().getName())
          .sorted()
          .toList();
    } catch (FileNotFoundException e) {
      throw new InvalidInputException("There is no folder %s. %s".formatted(folder, HINT), e);
    } catch (IOException e) {
      throw IoFault.of(folder, e);
    }
  }

  /** Hadoop answers a bad path, an unknown host or a missing class with exceptions of any kind. */
  private static FileSystem fileSystem(String folder, Configuration hadoop) throws IOException {
    try {
      return new Path(folder).getFileSystem(hadoop);
    } catch (RuntimeException e) {
      throw new InvalidInputException(
          "Cannot read the folder '%s': %s. %s".formatted(folder, MessageText.firstLine(e), HINT),
          e);
    }
  }

  /**
   * One of the two sets alone: the two files of the other are neither needed nor read.
   *
   * @param folder a local folder or any Hadoop path
   * @param isTest the test set, or else the training set
   * @param hadoop how to reach it
   * @return its images and labels, nothing wrong with them
   * @throws InvalidInputException if a file is missing or broken, or the two do not belong together
   */
  public static IdxImages images(String folder, boolean isTest, Configuration hadoop) {
    IdxRole images = isTest ? IdxRole.TEST_IMAGES : IdxRole.TRAIN_IMAGES;
    IdxRole labels = isTest ? IdxRole.TEST_LABELS : IdxRole.TRAIN_LABELS;
    List<String> names = list(folder, hadoop);
    Map<IdxRole, Path> files = new EnumMap<>(IdxRole.class);
    for (IdxRole role : List.of(images, labels)) {
      files.put(role, new Path(folder, role.findIn(folder, names)));
    }
    String name = isTest ? "test" : "train";
    return IdxImages.of(split(name, files, hadoop, images, labels), hadoop);
  }

  private static IdxSplit split(
      String name, Map<IdxRole, Path> files, Configuration hadoop, IdxRole images, IdxRole labels) {
    return new IdxSplit(
        name,
        IdxContents.read(files.get(images), images, hadoop),
        IdxContents.read(files.get(labels), labels, hadoop));
  }

  /**
   * The training set, read by the tasks that need it, row by row.
   *
   * @param spark where to read it
   * @param slices the partitions, each a contiguous range of rows in file order; at least 1
   * @return a data set called {@code "train"}, not cached
   */
  public Dataset train(JavaSparkContext spark, int slices) {
    return train.dataset(spark, hadoop, slices, Pixels.UNIT);
  }

  /**
   * The test set, read by the tasks that need it, row by row.
   *
   * @param spark where to read it
   * @param slices the partitions, each a contiguous range of rows in file order; at least 1
   * @return a data set called {@code "test"}, not cached
   */
  public Dataset test(JavaSparkContext spark, int slices) {
    return test.dataset(spark, hadoop, slices, Pixels.UNIT);
  }

  @Override
  public Dataset rawTrain(JavaSparkContext spark, int slices) {
    return train.dataset(spark, hadoop, slices, Pixels.RAW);
  }

  @Override
  public Optional<Dataset> rawTest(JavaSparkContext spark, int slices) {
    return Optional.of(test.dataset(spark, hadoop, slices, Pixels.RAW));
  }

  @Override
  public Optional<Examples> testExamples(JavaSparkContext spark) {
    return Optional.of(testImages());
  }

  @Override
  public Source withTest(Path path) {
    throw new InvalidInputException(
        "--test cannot be used with a folder of IDX files, which has its own test set. Leave it"
            + " out.");
  }

  @Override
  public boolean areImages() {
    return true;
  }

  /** Nothing is kept. */
  @Override
  public void close() {}

  /**
   * The training set as images and labels.
   *
   * @return the same rows as {@link #train}, to be read in groups
   */
  public IdxImages trainImages() {
    return IdxImages.of(train, hadoop);
  }

  /**
   * The test set as images and labels.
   *
   * @return the same rows as {@link #test}, to be read in groups
   */
  public IdxImages testImages() {
    return IdxImages.of(test, hadoop);
  }
}
