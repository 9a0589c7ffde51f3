package dev.lockstep.rows.idx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.io.InvalidInputException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.util.VersionInfo;
import org.junit.jupiter.api.Test;

/** Folders that hold too little, too much, or four files that do not belong together. */
class IdxFolderFaultTest extends FlawlessFolder {
  private static final String HINT = "--data names a folder of IDX files.";

  @Test
  void missingFolder() {
    assertRefused(
        folder + "/mnits",
        "There is no file or folder %s/mnits, or no file in it. ".formatted(folder) + HINT);
  }

  @Test
  void fileInPlaceOfAFolder() {
    String file = folder + "/train-images-idx3-ubyte";
    assertRefused(file, file + " is a file. " + HINT);
  }

  @Test
  void pathsThatNoFileSystemTakes() {
    assertRefused("", "'' is no path: Can not create a Path from an empty string. " + HINT);
    assertRefused(
        "nowhere://x/y", "Cannot read nowhere://x/y: No FileSystem for scheme \"nowhere\".");
    assertRefused(
        "s3a://bucket/mnist",
        "Cannot reach s3a://bucket/mnist: Spark alone does not know s3a:. Name the jar that does,"
            + " before the command: --packages org.apache.hadoop:hadoop-aws:%s."
                .formatted(VersionInfo.getVersion()));
  }

  @Test
  void missingFileIsNamedAndWhatIsThereIsListed() throws IOException {
    Files.delete(folder.resolve("train-images-idx3-ubyte"));
    Files.createFile(folder.resolve("train-images-idx3-ubyte.gz.part"));
    assertRefused(
        "Cannot find the training images in %s: expected train-images-idx3-ubyte, plain or .gz, "
            + "found t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte, "
            + "train-images-idx3-ubyte.gz.part, train-labels-idx1-ubyte. "
            + HINT);
  }

  @Test
  void emptyFolder() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    assertRefused("There is no file or folder %s, or no file in it. " + HINT);
  }

  @Test
  void ofManyFilesTheFirstAreListed() throws IOException {
    Files.delete(folder.resolve("t10k-labels-idx1-ubyte"));
    for (char c = 'a'; c < 'h'; c++) {
      Files.createFile(folder.resolve(String.valueOf(c)));
    }
    assertRefused(
        "Cannot find the test labels in %s: expected t10k-labels-idx1-ubyte, plain or .gz, "
            + "found a, b, c, d, e, f, g, t10k-images-idx3-ubyte and 2 more. "
            + HINT);
  }

  @Test
  void testImagesOfAnotherType() throws IOException {
    Files.write(
        folder.resolve("t10k-images-idx3-ubyte"),
        IdxBytes.idx(IdxType.FLOAT, new int[] {3, 2, 3}, new double[18]));
    assertRefused(
        "Cannot use %s/t10k-images-idx3-ubyte: its images are 2 x 3 32-bit floats, those in "
            + "train-images-idx3-ubyte are 2 x 3 unsigned bytes. Use two of one data set.");
  }

  @Test
  void severalSets() throws IOException {
    Files.write(folder.resolve("a-train-images-idx3-ubyte.gz"), IdxBytes.images(6, 2, 3));
    assertRefused(
        "Cannot tell which are the training images in %1$s: a-train-images-idx3-ubyte.gz, "
            + "train-images-idx3-ubyte. Name one set by how its files begin, such as %1$s/a-, "
            + "or by a pattern.");
  }

  @Test
  void moreLabelsThanImages() throws IOException {
    Files.write(folder.resolve("train-labels-idx1-ubyte"), IdxBytes.labels(2, 0, 1, 1, 0, 2, 0));
    assertRefused(
        "Cannot read %s/train-labels-idx1-ubyte: it holds 7 labels for the 6 images in "
            + "train-images-idx3-ubyte. Use two of one data set.");
  }

  @Test
  void testImagesOfAnotherSize() throws IOException {
    Files.write(folder.resolve("t10k-images-idx3-ubyte"), IdxBytes.images(3, 3, 2));
    assertRefused(
        "Cannot use %s/t10k-images-idx3-ubyte: its images are 3 x 2 unsigned bytes, those in "
            + "train-images-idx3-ubyte are 2 x 3 unsigned bytes. Use two of one data set.");
  }

  @Test
  void testLabelThatTrainingNeverSaw() throws IOException {
    Files.write(folder.resolve("t10k-labels-idx1-ubyte"), IdxBytes.labels(1, 9, 4));
    assertRefused(
        "Cannot use %s/t10k-labels-idx1-ubyte: row 1 has label 9, which no training row has. "
            + "Known labels: 0, 1, 2.");
  }

  @Test
  void oneClassOnly() throws IOException {
    Files.write(folder.resolve("train-labels-idx1-ubyte"), IdxBytes.labels(1, 1, 1, 1, 1, 1));
    assertRefused(
        "A classifier needs two classes or more, the training labels are all 1. "
            + "Add rows of another.");
  }

  @Test
  void fileThatThisUserMayNotRead() {
    Configuration hadoop = new Configuration();
    hadoop.setClass("fs.locked.impl", Locked.class, org.apache.hadoop.fs.FileSystem.class);
    String message =
        assertThrows(
                InvalidInputException.class, () -> IdxFolder.open("locked://" + folder, hadoop))
            .getMessage();
    assertEquals(
        "Cannot read locked:%s/train-images-idx3-ubyte: permission denied. ".formatted(folder)
            + "Give this user the right to read it.",
        message);
  }

  private void assertRefused(String message) {
    assertRefused(folder.toString(), message.formatted(folder));
  }

  private static void assertRefused(String path, String message) {
    assertEquals(message, refusal(path));
  }

  /** Lists every file and opens none: root, who may run the tests, could open any other. */
  static final class Locked extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create("locked:///");
    }

    @Override
    public FSDataInputStream open(org.apache.hadoop.fs.Path file, int bufferSize)
        throws IOException {
      throw new AccessControlException("no");
    }
  }
}
