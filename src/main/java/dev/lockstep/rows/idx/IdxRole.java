package dev.lockstep.rows.idx;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.MessageText;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The four files of a data set in IDX files, told apart by their names. */
enum IdxRole {
  /** The images to train on. */
  TRAIN_IMAGES("training images", "train-images-idx3-ubyte", "train", "images"),
  /** Their labels. */
  TRAIN_LABELS("training labels", "train-labels-idx1-ubyte", "train", "labels"),
  /** The images to test on. */
  TEST_IMAGES("test images", "t10k-images-idx3-ubyte", "(t10k|test)", "images"),
  /** Their labels. */
  TEST_LABELS("test labels", "t10k-labels-idx1-ubyte", "(t10k|test)", "labels");

  private final String title;
  private final String usualName;
  private final Pattern names;

  IdxRole(String title, String usualName, String set, String kind) {
    this.title = title;
    this.usualName = usualName;
    this.names =
        Pattern.compile(
            "([^._].*[-_.])?%s[-_.]%s[-_.]idx\\d+[-_.]\\w+(\\.gz)?".formatted(set, kind));
  }

  /** Whether a file of this name plays any of the roles. */
  static boolean isAny(String file) {
    return Arrays.stream(values()).anyMatch(role -> role.names.matcher(file).matches());
  }

  boolean isImages() {
    return this == TRAIN_IMAGES || this == TEST_IMAGES;
  }

  /**
   * Finds the file that plays this role: {@code train-images-idx3-ubyte.gz}, {@code
   * train-images.idx3-ubyte}, {@code emnist-letters-train-images-idx3-ubyte} ... Hidden files (a
   * dot or an underscore first) play none.
   *
   * @param folder what messages call the folder
   * @param files the names of its files
   * @return the one name that fits
   * @throws InvalidInputException if none fits or several do
   */
  String findIn(String folder, List<String> files) {
    List<String> found = files.stream().filter(file -> names.matcher(file).matches()).toList();
    if (found.isEmpty()) {
      throw new InvalidInputException(
          "Cannot find the %s in %s: expected %s, plain or .gz, found %s. "
                  .formatted(title, folder, usualName, list(files))
              + "--data names the folder with the four IDX files.");
    }
    if (found.size() > 1) {
      throw new InvalidInputException(
          "Cannot tell which are the %s in %s: %s. Leave one of them in that folder."
              .formatted(title, folder, list(found)));
    }
    return found.get(0);
  }

  private static String list(List<String> files) {
    return files.isEmpty() ? "no file at all" : MessageText.list(files, 8);
  }
}
