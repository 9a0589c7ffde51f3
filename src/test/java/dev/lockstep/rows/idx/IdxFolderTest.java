package dev.lockstep.rows.idx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.LocalSpark;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.LabeledVector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdxFolderTest extends FlawlessFolder {
  @Test
  void rowsAreTheFilesInOrder() {
    List<LabeledVector> rows = open().train(LocalSpark.spark()).rows(2).collect();
    assertEquals(
        List.of("2", "0", "1", "1", "0", "2"), rows.stream().map(LabeledVector::label).toList());
    for (int i = 0; i < rows.size(); i++) {
      assertEquals(i, rows.get(i).index());
      assertArrayEquals(
          IntStream.range(6 * i, 6 * i + 6).asDoubleStream().toArray(),
          rows.get(i).features().toArray());
    }
  }

  @Test
  void anyNumberOfSlicesGivesTheSameRowsFromPlainAndGzip() throws IOException {
    List<LabeledVector> plain = open().train(LocalSpark.spark()).rows(2).collect();
    for (String suffix : List.of("", ".gz")) {
      if (!suffix.isEmpty()) {
        rewriteAll(suffix);
      }
      for (int slices : new int[] {1, 2, 3, 4, 6, 7, 20}) {
        Dataset data = open().train(LocalSpark.spark());
        assertEquals(plain, data.rows(slices).collect(), slices + " slices" + suffix);
      }
    }
  }

  @Test
  void gzipIsKnownByContentAndHashedUnpacked() throws IOException {
    Dataset plain = open().train(LocalSpark.spark());
    rewriteAll("");
    Dataset packedWithoutSuffix = open().train(LocalSpark.spark());
    rewriteAll(".gz");
    assertEquals(plain.info().sha256(), packedWithoutSuffix.info().sha256());
    assertEquals(plain.info().sha256(), open().train(LocalSpark.spark()).info().sha256());
  }

  @Test
  void gzipMembersInARowAreOneFile() throws IOException {
    byte[] images = IdxBytes.images(6, 2, 3);
    List<LabeledVector> plain = open().train(LocalSpark.spark()).rows(2).collect();
    Files.write(
        folder.resolve("train-images-idx3-ubyte"),
        IdxBytes.join(
            IdxBytes.gzip(Arrays.copyOf(images, 21)),
            IdxBytes.gzip(Arrays.copyOfRange(images, 21, images.length))));
    assertEquals(plain, open().train(LocalSpark.spark()).rows(2).collect());
  }

  @Test
  void imagesHaveAnyRankFromTwoUp() throws IOException {
    for (int[] shape : new int[][] {{12}, {3, 4}, {2, 3, 2}, {1, 1, 12, 1}}) {
      write("train-images-idx3-ubyte", 6, shape);
      write("t10k-images-idx3-ubyte", 3, shape);
      Dataset train = open().train(LocalSpark.spark());
      assertEquals(12, train.features());
      assertEquals(12, train.rows(2).collect().get(1).features().apply(0));
    }
  }

  @Test
  void labelsAreFoundWithTheirFirstRows() throws IOException {
    Files.write(folder.resolve("train-labels-idx1-ubyte"), IdxBytes.labels(200, 2, 1, 2, 10, 200));
    Dataset train = open().train(LocalSpark.spark());
    assertEquals("{200=0, 2=1, 1=2, 10=4}", train.labels().toString());
    assertEquals(List.of("1", "2", "10", "200"), Classes.of(train.labels().keySet()).names());
  }

  @Test
  void filesAreFoundUnderTheNamesInUse() throws IOException {
    rename("train-images-idx3-ubyte", "emnist-letters-train-images-idx3-ubyte");
    rename("train-labels-idx1-ubyte", "train-labels.idx1-ubyte");
    rename("t10k-images-idx3-ubyte", "emnist-letters-test-images-idx4-ubyte");
    rename("t10k-labels-idx1-ubyte", "t10k-labels.idx1-ubyte");
    Files.writeString(folder.resolve("emnist-letters-mapping.txt"), "1 65 97");
    Files.writeString(folder.resolve("._train-labels.idx1-ubyte"), "a Mac was here");
    Files.createDirectory(folder.resolve("t10k-images-idx3-ubyte"));
    assertEquals(6, open().train(LocalSpark.spark()).rows(2).count());
    assertEquals(3, open().test(LocalSpark.spark()).rows(2).count());
  }

  @Test
  void anyHadoopPathWillDo() throws IOException {
    Path odd = Files.createDirectory(folder.resolve("a b#c%20d"));
    IdxBytes.writeFolder(odd);
    for (String name : List.of(odd.toString(), odd + "/", "file://" + odd)) {
      IdxFolder opened = IdxFolder.open(name, HADOOP);
      assertEquals(6, opened.train(LocalSpark.spark()).rows(2).count());
    }
  }

  private IdxFolder open() {
    return IdxFolder.open(folder.toString(), HADOOP);
  }

  private void write(String name, int items, int... shape) throws IOException {
    int[] dimensions = IntStream.concat(IntStream.of(items), IntStream.of(shape)).toArray();
    Files.write(folder.resolve(name), IdxBytes.images(dimensions));
  }

  private void rename(String from, String to) throws IOException {
    Files.move(folder.resolve(from), folder.resolve(to));
  }

  /** Packs whatever is not packed, under the old name and the suffix. */
  private void rewriteAll(String suffix) throws IOException {
    List<Path> files;
    try (Stream<Path> listing = Files.list(folder)) {
      files = listing.toList();
    }
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      Files.delete(file);
      Files.write(Path.of(file + suffix), bytes[0] == 0x1f ? bytes : IdxBytes.gzip(bytes));
    }
  }
}
