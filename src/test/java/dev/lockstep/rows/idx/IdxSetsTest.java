package dev.lockstep.rows.idx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.LocalSpark;
import dev.lockstep.rows.LabeledVector;
import dev.lockstep.rows.Understood;
import dev.lockstep.scale.ScaleKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers and labels of every type, and one of several sets in a folder. */
final class IdxSetsTest extends FlawlessFolder {
  private static final String[] FILES = {
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte"
  };

  private IdxFolder open(String place) {
    return IdxFolder.open(folder.resolve(place).toString(), HADOOP);
  }

  private List<LabeledVector> train(String place) {
    return open(place).train(LocalSpark.spark()).rows(2).collect();
  }

  @ParameterizedTest
  @EnumSource(IdxType.class)
  void theNumbersOfEveryTypeAreRead(IdxType type) throws IOException {
    double[] numbers = new double[36];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] =
          switch (type) {
            case UNSIGNED_BYTE -> 7 * i;
            case SIGNED_BYTE -> 7 * i - 128;
            case SHORT -> 1800 * i - 32768;
            case INT -> 119_000_000L * i + Integer.MIN_VALUE;
            case FLOAT -> (float) ((i - 20) / 3.0);
            default -> (i - 20) / 3.0;
          };
    }
    Files.write(folder.resolve(FILES[0]), IdxBytes.idx(type, new int[] {6, 2, 3}, numbers));
    Files.write(
        folder.resolve(FILES[2]),
        IdxBytes.idx(type, new int[] {3, 2, 3}, Arrays.copyOf(numbers, 18)));
    List<LabeledVector> rows = train("");
    for (int row = 0; row < 6; row++) {
      assertArrayEquals(
          Arrays.copyOfRange(numbers, 6 * row, 6 * row + 6), rows.get(row).features().toArray());
    }
    assertEquals(
        type == IdxType.UNSIGNED_BYTE ? ScaleKind.UNIT : ScaleKind.STANDARD,
        open("").trainImages().usualScale());
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE", "INT"})
  void numbersFromZeroToOneStayAsTheyAre(IdxType type) throws IOException {
    double[] numbers = new double[36];
    numbers[5] = 1;
    Files.write(folder.resolve(FILES[0]), IdxBytes.idx(type, new int[] {6, 2, 3}, numbers));
    Files.write(
        folder.resolve(FILES[2]),
        IdxBytes.idx(type, new int[] {3, 2, 3}, Arrays.copyOf(numbers, 18)));
    assertEquals(ScaleKind.NONE, open("").trainImages().usualScale());
  }

  @ParameterizedTest
  @EnumSource(names = {"UNSIGNED_BYTE", "SIGNED_BYTE", "SHORT", "INT"})
  void labelsAreIntegersOfAnyTypeAndOfSeveralColumnsTheFirst(IdxType type) throws IOException {
    int least = type == IdxType.UNSIGNED_BYTE ? 0 : -100;
    double[] labels = {least + 1, least, 90, least + 1, 90, 90};
    Files.write(folder.resolve(FILES[1]), IdxBytes.idx(type, new int[] {6}, labels));
    Files.write(folder.resolve(FILES[3]), IdxBytes.idx(type, new int[] {3}, 90, 90, least));
    List<LabeledVector> rows = train("");
    assertEquals(
        Arrays.stream(labels).mapToObj(label -> Integer.toString((int) label)).toList(),
        rows.stream().map(LabeledVector::label).toList());
    double[] wide = new double[18];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = i % 3 == 0 ? labels[i / 3] : i;
    }
    Files.write(folder.resolve(FILES[1]), IdxBytes.idx(type, new int[] {6, 3}, wide));
    assertEquals(rows, train(""));
    assertTrue(
        open("").trainImages().info().understood().stream()
            .map(Understood::text)
            .anyMatch(text -> text.contains("the first of 3 columns")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"b", "b-", "b-t", "b*", "b-*-idx*", "{b,c}-*"})
  void oneOfSeveralSetsIsNamedByHowItsFilesBeginOrByAPattern(String place) throws IOException {
    List<LabeledVector> expected = train("");
    Path sets = Files.createDirectory(folder.resolve("sets"));
    for (String file : FILES) {
      Files.copy(folder.resolve(file), sets.resolve("b-" + file));
      Files.write(sets.resolve("a-" + file), new byte[1]);
    }
    assertEquals(expected, train("sets/" + place));
  }

  @Test
  void aFileThatIsThereIsNotTakenForTheBeginningOfAName() throws IOException {
    Files.writeString(folder.resolve("train"), "1,2\n");
    assertEquals(
        "%s is a file. --data names a folder of IDX files.".formatted(folder.resolve("train")),
        refusal(folder.resolve("train")));
  }

  @Test
  void aPlainFileBesideItsPackedOneIsThatFile() throws IOException {
    List<LabeledVector> expected = train("");
    for (String file : FILES) {
      Files.write(folder.resolve(file + ".gz"), IdxBytes.gzip(new byte[1]));
    }
    assertEquals(expected, train(""));
    org.apache.hadoop.fs.Path images = new org.apache.hadoop.fs.Path(folder.toString(), "*images*");
    assertEquals(9, IdxImages.open(images, HADOOP).info().rows());
  }

  @Test
  void thereNeedBeNoTestSet() throws IOException {
    Files.delete(folder.resolve(FILES[2]));
    assertEquals(
        "Cannot find the test images in %s: expected t10k-images-idx3-ubyte, plain or .gz, found t10k-labels-idx1-ubyte, train-images-idx3-ubyte, train-labels-idx1-ubyte. --data names a folder of IDX files."
            .formatted(folder),
        refusal(folder));
    Files.delete(folder.resolve(FILES[3]));
    assertTrue(open("").testImages().isEmpty());
    assertEquals(6, train("").size());
  }

  @Test
  void aFolderSaysWhatItIsTakenFor() {
    assertEquals(
        List.of(
            new Understood("train images", "6 of 2 x 3, unsigned bytes: train-images-idx3-ubyte"),
            new Understood("train labels", "train-labels-idx1-ubyte; 3 classes: 0 2, 1 2, 2 2")),
        open("").trainImages().info().understood());
  }
}
