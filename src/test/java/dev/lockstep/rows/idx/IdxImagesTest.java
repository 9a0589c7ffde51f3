package dev.lockstep.rows.idx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.LocalSpark;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.scale.ScaleKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IdxImagesTest {
  private static final Classes CLASSES = Classes.of(List.of("0", "1", "2"));

  @TempDir Path folder;

  private IdxImages open(String input) {
    return IdxImages.open(
        new org.apache.hadoop.fs.Path(folder.resolve(input).toString()), new Configuration());
  }

  private static Dataset data(IdxImages images) {
    return images.read(LocalSpark.spark(), OptionalInt.empty(), ScaleKind.NONE);
  }

  private String refusal(String input) {
    return assertThrows(InvalidInputException.class, () -> open(input)).getMessage();
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.write(folder.resolve(name), bytes);
  }

  /** Images whose rows can be told apart: pixel 0 and 1 hold the row's number. */
  private static byte[] numbered(int rows) {
    int[] pixels = new int[2 * rows];
    for (int row = 0; row < rows; row++) {
      pixels[2 * row] = row / 256;
      pixels[2 * row + 1] = row % 256;
    }
    return IdxBytes.idx(new int[] {rows, 1, 2}, pixels);
  }

  private static List<String> described(IdxImages images, int slices) {
    List<String> groups = new ArrayList<>();
    for (RowBlock group : data(images).groups(slices).collect()) {
      double[] x = new double[2 * group.rows()];
      group.read(x);
      groups.add(group.first() + " " + group.rows() + " " + Arrays.hashCode(x));
      assertArrayEquals(Arrays.copyOf(x, 2), group.row(0));
    }
    return groups;
  }

  @Test
  void groupsAreOf512RowsInFileOrderHoweverTheyAreShared() throws IOException {
    write("images", numbered(2 * 512 + 7));
    IdxImages images = open("images");
    assertEquals(1031, images.info().rows());
    List<RowBlock> groups = data(images).groups(1).collect();
    assertEquals(List.of(0L, 512L, 1024L), groups.stream().map(RowBlock::first).toList());
    assertEquals(List.of(512, 512, 7), groups.stream().map(RowBlock::rows).toList());
    assertEquals(2, groups.get(1).row(3)[0]);
    assertEquals(3, groups.get(1).row(3)[1]);
    List<String> expected = described(images, 1);
    for (int slices = 2; slices <= 5; slices++) {
      assertEquals(expected, described(images, slices));
    }
  }

  @Test
  void filesFollowEachOtherByNameAndRowsAreNumberedThrough() throws IOException {
    write("in/b", numbered(600));
    write("in/a.gz", IdxBytes.gzip(numbered(513)));
    write("in/c", numbered(1));
    for (String input : List.of("in", "in/*", "in/{a.gz,b,c}")) {
      IdxImages images = open(input);
      assertEquals(1114, images.info().rows(), input);
      for (int slices : new int[] {1, 2, 5, 9}) {
        assertEquals(
            List.of("0 512", "512 1", "513 512", "1025 88", "1113 1"),
            described(images, slices).stream()
                .map(text -> text.substring(0, text.lastIndexOf(' ')))
                .toList());
      }
      assertEquals(List.of("a", "b", "c"), List.copyOf(images.info().sha256().keySet()));
    }
  }

  @Test
  void hiddenFilesAreLeftOut() throws IOException {
    write("in/images", numbered(3));
    write("in/.images.crc", new byte[] {1});
    write("in/_SUCCESS", new byte[0]);
    assertEquals(3, open("in").info().rows());
  }

  @Test
  void aNameWithABracketIsAName() throws IOException {
    write("images[1]", numbered(3));
    assertEquals(3, open("images[1]").info().rows());
  }

  @Test
  void labelsComeWithTheirImages() throws IOException {
    IdxBytes.writeFolder(folder);
    IdxFolder data = IdxFolder.open(folder.toString(), new Configuration());
    RowBlock train = data.train(LocalSpark.spark()).groups(1).collect().get(0);
    assertEquals("2", train.label(0));
    assertEquals("0", train.label(4));
    assertEquals(3, data.testImages().orElseThrow().info().rows());
    assertEquals(Map.of("1", 0L, "2", 1L), data.testImages().orElseThrow().info().labels());
    assertEquals(List.of(2, 3), data.testImages().orElseThrow().info().shape());
  }

  @Test
  void rowsWithoutLabelsDoNotPretendToHaveOne() throws IOException {
    write("images", numbered(1));
    RowBlock group = data(open("images")).groups(1).collect().get(0);
    assertThrows(IllegalStateException.class, () -> group.label(0));
  }

  @Test
  void whatIsNotThereIsNamed() throws IOException {
    Files.createDirectory(folder.resolve("empty"));
    for (String input : List.of("none", "none/*.gz", "empty")) {
      assertEquals(
          "There is no file or folder %s, or no file in it. --input names IDX files of images."
              .formatted(folder.resolve(input)),
          refusal(input));
    }
    org.apache.hadoop.fs.Path unknown = new org.apache.hadoop.fs.Path("none:/images");
    assertEquals(
        "Cannot read none:/images: No FileSystem for scheme \"none\".",
        assertThrows(
                InvalidInputException.class, () -> IdxImages.open(unknown, new Configuration()))
            .getMessage());
  }

  @Test
  void aFileOfLabelsIsNoFileOfImages() throws IOException {
    write("in/images", numbered(2));
    write("in/labels", IdxBytes.labels(1, 2));
    assertEquals(
        "Cannot read %s: its rank is 1, but images have 2 or more. Are images and labels mixed up?"
            .formatted(folder.resolve("in/labels")),
        refusal("in"));
  }

  @Test
  void imagesOfAnotherSizeAreNamedWithTheirFirstRow() throws IOException {
    write("in/a", numbered(5));
    write("in/b", IdxBytes.images(2, 3, 1));
    data(open("in/a")).requireFits(2, CLASSES);
    assertEquals(
        "Cannot use %s: its images, from row 5 on, are 3 x 1 unsigned bytes, those in a are 1 x 2 unsigned bytes. Use images of one size and type."
            .formatted(folder.resolve("in/b")),
        refusal("in"));
    assertEquals(
        "Cannot use %s: its rows have 2 features, the model takes 3. Use data of one kind."
            .formatted(folder.resolve("in/a")),
        assertThrows(InvalidInputException.class, () -> data(open("in/a")).requireFits(3, CLASSES))
            .getMessage());
  }

  @Test
  void aFileThatChangesWhileItIsReadIsRefused() throws IOException {
    write("images", numbered(600));
    IdxImages images = open("images");
    write("images", numbered(599));
    LocalSpark.spark().setLogLevel("OFF");
    try {
      Exception failure = assertThrows(Exception.class, () -> data(images).groups(2).count());
      assertEquals(
          "Cannot read file:%s: it has changed since it was checked. Leave it alone during a run."
              .formatted(folder.resolve("images")),
          InvalidInputException.in(failure).orElseThrow().getMessage());
    } finally {
      LocalSpark.spark().setLogLevel("WARN");
    }
  }
}
