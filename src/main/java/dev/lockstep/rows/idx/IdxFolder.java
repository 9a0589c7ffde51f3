package dev.lockstep.rows.idx;

import dev.lockstep.io.HadoopPaths;
import dev.lockstep.io.InputFile;
import dev.lockstep.io.InputFiles;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.MessageText;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Dataset;
import dev.lockstep.scale.ScaleKind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The IDX files of MNIST or any data set of the same form: training images (of any size, of numbers
 * of any type) and their labels, and test images and their labels, if there are any; gzipped or
 * plain, on any path that Hadoop reads.
 *
 * <p>The byte of a pixel, 0 to 255, becomes float32(b / 255) in training; a label is an integer.
 */
public final class IdxFolder {
  /** What {@code --format} calls it. */
  public static final String FORMAT = "idx";

  private static final String HINT = "--data names a folder of IDX files.";
  private static final String VALIDATION_HINT =
      "--validation names another folder of IDX files, since --data does.";

  private final IdxImages train;
  private final Optional<IdxImages> test;

  private IdxFolder(IdxImages train, Optional<IdxImages> test) {
    this.train = train;
    this.test = test;
  }

  /**
   * Finds the files by their names and reads each of them once from end to end, on the driver and
   * in constant memory.
   *
   * @param place a folder with one set of files; or, of a folder with several, how the names of one
   *     set begin ({@code data/emnist/emnist-letters}) or a pattern ({@code data/emnist/*letters*})
   * @param hadoop how to reach it: {@code spark.hadoopConfiguration()}
   * @return the files, nothing wrong with them
   * @throws InvalidInputException if a file is missing or broken, or they do not belong together
   */
  public static IdxFolder open(String place, Configuration hadoop) {
    return of(place, files(path(place), hadoop), hadoop);
  }

  /**
   * The same of files that were found.
   *
   * @param found as {@link #files} finds them
   */
  public static IdxFolder of(String place, List<InputFile> found, Configuration hadoop) {
    List<InputFile> files = require(place, found, HINT);
    IdxImages train = images("train", place, files, false, HINT, hadoop);
    boolean isAlone =
        IdxRole.TEST_IMAGES.findIn(place, files).isEmpty()
            && IdxRole.TEST_LABELS.findIn(place, files).isEmpty();
    if (isAlone) {
      Classes.of(train.info().labels().keySet());
      return new IdxFolder(train, Optional.empty());
    }
    IdxImages test = images("test", place, files, true, HINT, hadoop);
    requireAlike(train, test);
    return new IdxFolder(train, Optional.of(test));
  }

  private static void requireAlike(IdxImages train, IdxImages other) {
    IdxHeader trainImages = train.first().header();
    IdxHeader otherImages = other.first().header();
    if (!trainImages.shape().equals(otherImages.shape())
        || trainImages.type() != otherImages.type()) {
      throw new InvalidInputException(
          "Cannot use %s: its images are %s %s, those in %s are %s %s. Use two of one data set."
              .formatted(
                  other.first().file().name(),
                  otherImages.shapeText(),
                  otherImages.type().title(),
                  train.first().file().path().getName(),
                  trainImages.shapeText(),
                  trainImages.type().title()));
    }
    Classes classes = Classes.of(train.info().labels().keySet());
    classes
        .firstUnknown(other.info().labels())
        .ifPresent(
            unknown -> {
              throw new InvalidInputException(
                  "Cannot use %s: row %s has label %s, which no training row has. Known labels: %s."
                      .formatted(
                          other.labels().file().name(),
                          unknown.getValue(),
                          unknown.getKey(),
                          classes));
            });
  }

  /**
   * Images to validate on, out of another folder: its training images, or its test images if it has
   * no others.
   *
   * @param place as in {@link #open}
   * @return images and labels, nothing wrong with them
   * @throws InvalidInputException if there are none, or both, a file is broken, or they are not
   *     like the training images
   */
  public IdxImages validationImages(String place, Configuration hadoop) {
    List<InputFile> files = require(place, files(path(place), hadoop), VALIDATION_HINT);
    boolean isTest = IdxRole.TEST_IMAGES.findIn(place, files).isPresent();
    if (isTest && IdxRole.TRAIN_IMAGES.findIn(place, files).isPresent()) {
      throw new InvalidInputException(
          "Cannot tell which images in %s are to validate on: there are training images and test images. Move those that are not into another folder."
              .formatted(place));
    }
    IdxImages images = images("validation", place, files, isTest, VALIDATION_HINT, hadoop);
    requireAlike(train, images);
    return images;
  }

  /**
   * The files that are meant.
   *
   * @param place as in {@link #open}, or one that holds something else
   * @return where nothing is there, the IDX files whose names begin so; maybe none, maybe some
   *     packed and plain
   */
  public static List<InputFile> files(Path place, Configuration hadoop) {
    List<InputFile> files = InputFiles.in(place, hadoop);
    if (files.isEmpty() && place.getParent() != null) {
      Path beginning = HadoopPaths.child(place.getParent(), place.getName() + "*");
      files = InputFiles.in(beginning, hadoop).stream().filter(IdxRole::isAny).toList();
    }
    return files;
  }

  /** Whether some file of a folder has the name of one of the four. */
  public static boolean looksLikeIdx(List<InputFile> files) {
    return files.stream().anyMatch(IdxRole::isAny);
  }

  private static List<InputFile> require(String place, List<InputFile> found, String hint) {
    Path path = path(place);
    List<InputFile> files = InputFiles.withoutTwins(found);
    if (files.isEmpty()) {
      throw InputFiles.missing(path, hint);
    }
    if (files.get(0).path().equals(path)) {
      throw new InvalidInputException("%s is a file. %s".formatted(place, hint));
    }
    return files;
  }

  private static Path path(String place) {
    try {
      return HadoopPaths.of(place);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(
          "'%s' is no path: %s. %s".formatted(place, MessageText.firstLine(e), HINT), e);
    }
  }

  /**
   * One of the two sets by itself: the two files of the other are neither needed nor read.
   *
   * @param place as in {@link #open}
   * @param files as {@link #files} finds them
   * @param isTest the test set, or else the training set
   * @param hadoop how to reach it
   * @return its images and labels, nothing wrong with them
   * @throws InvalidInputException if a file is missing or broken, or the two do not belong together
   */
  public static IdxImages images(
      String place, List<InputFile> files, boolean isTest, Configuration hadoop) {
    String hint = isTest ? "Without a test set there is --split train." : HINT;
    String name = isTest ? "test" : "train";
    return images(name, place, require(place, files, HINT), isTest, hint, hadoop);
  }

  private static IdxImages images(
      String name,
      String place,
      List<InputFile> files,
      boolean isTest,
      String hint,
      Configuration hadoop) {
    IdxRole images = isTest ? IdxRole.TEST_IMAGES : IdxRole.TRAIN_IMAGES;
    IdxRole labels = isTest ? IdxRole.TEST_LABELS : IdxRole.TRAIN_LABELS;
    InputFile imageFile =
        images.findIn(place, files).orElseThrow(() -> images.missing(place, files, hint));
    InputFile labelFile =
        labels.findIn(place, files).orElseThrow(() -> labels.missing(place, files, hint));
    return IdxImages.of(
        name,
        IdxContents.read(imageFile, true, hadoop),
        IdxContents.read(labelFile, false, hadoop),
        hadoop);
  }

  /** The training set. */
  public IdxImages trainImages() {
    return train;
  }

  /** The test set, if there is one. */
  public Optional<IdxImages> testImages() {
    return test;
  }

  /** The training set as rows: a data set called {@code "train"}, not cached. */
  public Dataset train(JavaSparkContext spark) {
    return train.read(spark, OptionalInt.empty(), ScaleKind.UNIT);
  }

  /**
   * The test set as rows: a data set called {@code "test"}, not cached.
   *
   * @throws InvalidInputException if there is none
   */
  public Dataset test(JavaSparkContext spark) {
    return test.orElseThrow(
            () ->
                new InvalidInputException("There are no test images next to the training images."))
        .read(spark, OptionalInt.empty(), ScaleKind.UNIT);
  }
}
