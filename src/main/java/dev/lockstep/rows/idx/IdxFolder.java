package dev.lockstep.rows.idx;

import dev.lockstep.io.InputFile;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.IoFault;
import dev.lockstep.io.MessageText;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Dataset;
import dev.lockstep.scale.ScaleKind;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A folder with the four IDX files of MNIST or any data set of the same form: training and test
 * images (of any size) and their labels, gzipped or plain, on any path that Hadoop reads.
 *
 * <p>A number is the byte of a pixel, 0 to 255, which training makes float32(b / 255); a label is a
 * byte as a decimal number.
 */
public final class IdxFolder {
  private static final String HINT = "--data names the folder with the four IDX files.";

  private final IdxImages train;
  private final IdxImages test;

  private IdxFolder(IdxImages train, IdxImages test) {
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
    Map<IdxRole, Path> files = find(folder, hadoop, IdxRole.values());
    IdxImages train = images(files, false, hadoop);
    IdxImages test = images(files, true, hadoop);
    IdxHeader trainImages = train.first().header();
    IdxHeader testImages = test.first().header();
    if (!trainImages.shape().equals(testImages.shape())) {
      throw new InvalidInputException(
          "Cannot use %s: its images are %s, those in %s are %s. Use two of one data set."
              .formatted(
                  test.first().path(),
                  testImages.shapeText(),
                  train.first().path().getName(),
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
    return new IdxFolder(train, test);
  }

  /** Whether some file of a folder has the name of one of the four. */
  public static boolean looksLikeIdx(List<InputFile> files) {
    return files.stream().anyMatch(file -> IdxRole.isAny(file.path().getName()));
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
   * One of the two sets by itself: the two files of the other are neither needed nor read.
   *
   * @param folder a local folder or any Hadoop path
   * @param isTest the test set, or else the training set
   * @param hadoop how to reach it
   * @return its images and labels, nothing wrong with them
   * @throws InvalidInputException if a file is missing or broken, or the two do not belong together
   */
  public static IdxImages images(String folder, boolean isTest, Configuration hadoop) {
    return images(find(folder, hadoop, images(isTest), labels(isTest)), isTest, hadoop);
  }

  private static Map<IdxRole, Path> find(String folder, Configuration hadoop, IdxRole... roles) {
    List<String> names = list(folder, hadoop);
    Map<IdxRole, Path> files = new EnumMap<>(IdxRole.class);
    for (IdxRole role : roles) {
      files.put(role, new Path(folder, role.findIn(folder, names)));
    }
    return files;
  }

  private static IdxRole images(boolean isTest) {
    return isTest ? IdxRole.TEST_IMAGES : IdxRole.TRAIN_IMAGES;
  }

  private static IdxRole labels(boolean isTest) {
    return isTest ? IdxRole.TEST_LABELS : IdxRole.TRAIN_LABELS;
  }

  private static IdxImages images(Map<IdxRole, Path> files, boolean isTest, Configuration hadoop) {
    IdxRole images = images(isTest);
    IdxRole labels = labels(isTest);
    return IdxImages.of(
        isTest ? "test" : "train",
        IdxContents.read(files.get(images), images, hadoop),
        IdxContents.read(files.get(labels), labels, hadoop),
        hadoop);
  }

  /** The training set. */
  public IdxImages trainImages() {
    return train;
  }

  /** The test set. */
  public IdxImages testImages() {
    return test;
  }

  /** The training set as rows: a data set called {@code "train"}, not cached. */
  public Dataset train(JavaSparkContext spark) {
    return train.read(spark, OptionalInt.empty(), ScaleKind.UNIT);
  }

  /** The test set as rows: a data set called {@code "test"}, not cached. */
  public Dataset test(JavaSparkContext spark) {
    return test.read(spark, OptionalInt.empty(), ScaleKind.UNIT);
  }
}
