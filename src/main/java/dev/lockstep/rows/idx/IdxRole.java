package dev.lockstep.rows.idx;

import dev.lockstep.io.InputFile;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.MessageText;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The four files of a data set in IDX files, told apart by their names. */
enum IdxRole {
  /** The images to train on. */
  TRAIN_IMAGES("training images", "train-images-idx3-ubyte", "train", "images"),
  /** Their labels. */
  TRAIN_LABELS("training labels", "train-labels-idx1-ubyte", "train", "labels"),
  /** The images to test on. */
  TEST_IMAGES("test images", "t10k-images-idx3-ubyte", "(?:t10k|test)", "images"),
  /** Their labels. */
  TEST_LABELS("test labels", "t10k-labels-idx1-ubyte", "(?:t10k|test)", "labels");

  private final String title;
  private final String usualName;
  private final Pattern names;

  IdxRole(String title, String usualName, String set, String kind) {
    this.title = title;
    this.usualName = usualName;
    this.names =
        Pattern.compile(
            "([^._].*)?(?:(?<=[-_.])|^)%s[-_.]%s[-_.]idx\\d+[-_.]\\w+(?:\\.gz)?"
                .formatted(set, kind));
  }

  /** Whether a file of this name plays any of the roles. */
  static boolean isAny(InputFile file) {
    return Arrays.stream(values()).anyMatch(role -> role.isOf(file));
  }

  private boolean isOf(InputFile file) {
    return names.matcher(file.path().getName()).matches();
  }

  /** What stands before the role in a file's name, such as {@code emnist-letters-}. */
  private String setOf(InputFile file) {
    Matcher matcher = names.matcher(file.path().getName());
    return matcher.matches() && matcher.group(1) != null ? matcher.group(1) : "";
  }

  /**
   * Finds the file that plays this role: {@code train-images-idx3-ubyte.gz}, {@code
   * train-images.idx3-ubyte}, {@code emnist-letters-train-images-idx3-ubyte} ... Hidden files (a
   * dot or an underscore first) play none.
   *
   * @param folder what messages call the folder
   * @param files its files
   * @return the one that fits; empty if none does
   * @throws InvalidInputException if several do
   */
  Optional<InputFile> findIn(String folder, List<InputFile> files) {
    List<InputFile> found = files.stream().filter(this::isOf).toList();
    if (found.size() > 1) {
      String set = Collections.max(found.stream().map(this::setOf).toList());
      throw new InvalidInputException(
          "Cannot tell which are the %s in %s: %s. Name one set by how its files begin, such as %s/%s, or by a pattern."
              .formatted(title, folder, list(found), folder, set));
    }
    return found.stream().findFirst();
  }

  /** What to say where no file plays this role. */
  InvalidInputException missing(String folder, List<InputFile> files, String hint) {
    return new InvalidInputException(
        "Cannot find the %s in %s: expected %s, plain or .gz, found %s. %s"
            .formatted(title, folder, usualName, list(files), hint));
  }

  private static String list(List<InputFile> files) {
    return MessageText.list(files.stream().map(file -> file.path().getName()).toList(), 8);
  }
}
