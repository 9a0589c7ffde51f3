package dev.lockstep.rows.idx;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Broken IDX files, plain or well packed, and all that is said of them. */
class IdxFaultTest extends FlawlessFolder {
  private static final String IMAGES = "train-images-idx3-ubyte";
  private static final String LABELS = "train-labels-idx1-ubyte";

  @Test
  void emptyFile() throws IOException {
    assertRefused(
        IMAGES, new byte[0], "it is empty. Probably a download that failed: download it again.");
  }

  @Test
  void fileShorterThanItsHeader() throws IOException {
    byte[] whole = IdxBytes.images(6, 2, 3);
    for (int length = 1; length < 16; length++) {
      assertRefused(
          IMAGES,
          Arrays.copyOf(whole, length),
          "it ends in its header, after byte %s. Probably cut off: download it again."
              .formatted(length));
    }
  }

  @Test
  void dataShorterThanPromised() throws IOException {
    byte[] whole = IdxBytes.images(6, 2, 3);
    String fault =
        "header promises 6 x 6 bytes, file holds 35. "
            + "Probably cut off while downloading: download it again.";
    assertRefused(IMAGES, Arrays.copyOf(whole, whole.length - 1), fault);
    assertRefused(IMAGES, IdxBytes.gzip(Arrays.copyOf(whole, whole.length - 1)), fault);
  }

  @Test
  void dataLongerThanPromised() throws IOException {
    byte[] whole = IdxBytes.labels(2, 0, 1, 1, 0, 2);
    String fault =
        "header promises 6 bytes, file holds 8. "
            + "Remove what follows the data or download it again.";
    assertRefused(LABELS, Arrays.copyOf(whole, whole.length + 2), fault);
    assertRefused(LABELS, IdxBytes.gzip(Arrays.copyOf(whole, whole.length + 2)), fault);
  }

  @Test
  void wrongMagic() throws IOException {
    assertMagicRefused("\u0001\u0000\b\u0003abc", "01 00", "Is it the right file?");
  }

  @Test
  void webPageInPlaceOfTheFile() throws IOException {
    String advice = "It looks like a web page, saved in place of the file: download it again.";
    assertMagicRefused("<!DOCTYPE html><html>", "3c 21", advice);
    assertMagicRefused("\r\n  <html>", "0d 0a", advice);
  }

  @Test
  void otherArchives() throws IOException {
    assertMagicRefused("PK\u0003\u0004....", "50 4b", "It is a zip archive: unpack it.");
    assertMagicRefused("BZh91AY", "42 5a", "It is packed with bzip2: unpack it.");
    assertMagicRefused("\u00fd7zXZ\0", "fd 37", "It is packed with xz: unpack it.");
    assertMagicRefused("(\u00b5/\u00fd..", "28 b5", "It is packed with zstd: unpack it.");
    assertMagicRefused(
        "train-images" + "\0".repeat(245) + "ustar\0", "74 72", "It is a tar archive: unpack it.");
    assertMagicRefused(
        "version https://git-lfs.github.com/spec/v1\noid sha256:0\n",
        "76 65",
        "It is a Git LFS pointer: run git lfs pull.");
  }

  @Test
  void numbersOfNoType() throws IOException {
    for (int type : new int[] {0, 7, 10, 15}) {
      byte[] file = IdxBytes.images(6, 2, 3);
      file[2] = (byte) type;
      assertRefused(
          IMAGES,
          file,
          "its numbers have type 0x%02x, which is none of IDX. Probably corrupt.".formatted(type));
    }
  }

  @Test
  void labelsThatAreNoIntegers() throws IOException {
    assertRefused(
        LABELS,
        IdxBytes.idx(IdxType.FLOAT, new int[] {6}, 2, 0, 1, 1, 0, 2),
        "its labels are 32-bit floats. Write them as integers of any IDX type.");
  }

  @Test
  void numbersThatAreNotFinite() throws IOException {
    double[] numbers = new double[36];
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      numbers[20] = bad;
      for (IdxType type : List.of(IdxType.FLOAT, IdxType.DOUBLE)) {
        assertRefused(
            IMAGES,
            IdxBytes.idx(type, new int[] {6, 2, 3}, numbers),
            "number 3 of image 3 is %s. Write finite numbers.".formatted(bad));
      }
    }
  }

  @Test
  void labelsThatAreOneAmongZeros() throws IOException {
    assertRefused(
        LABELS,
        IdxBytes.idx(new int[] {6, 2}, 1, 0, 0, 1, 0, 1, 1, 0, 1, 0, 0, 1),
        "each of its rows is a single 1 among 2 numbers, and the first would be taken for the"
            + " label. Write the number of each class.");
  }

  @Test
  void moreLabelsThanClassesCanBe() throws IOException {
    double[] labels = IntStream.rangeClosed(0, 1 << 16).asDoubleStream().toArray();
    assertRefused(
        LABELS,
        IdxBytes.idx(IdxType.INT, new int[] {labels.length}, labels),
        "it has more than 65536 different labels. Are they classes?");
  }

  @Test
  void labelsInPlaceOfImages() throws IOException {
    assertRefused(
        IMAGES,
        IdxBytes.labels(2, 0, 1),
        "its rank is 1, but images have 2 or more. Are images and labels mixed up?");
  }

  @Test
  void imagesInPlaceOfLabels() throws IOException {
    assertRefused(
        LABELS,
        IdxBytes.images(6, 1, 1),
        "its rank is 3, but labels have 1 or 2. Are images and labels mixed up?");
  }

  @Test
  void rankZero() throws IOException {
    assertRefused(
        LABELS,
        new byte[] {0, 0, 8, 0, 7},
        "its rank is 0. Images have rank 2 or more, labels 1 or 2.");
  }

  @Test
  void noItems() throws IOException {
    assertRefused(
        IMAGES,
        IdxBytes.images(0, 2, 3),
        "its header promises 0 items. There is nothing to learn from.");
  }

  @Test
  void sizeOfAnItemOutOfRange() throws IOException {
    assertRefused(
        IMAGES,
        IdxBytes.images(6, 0, 3),
        "its header promises items of 0 x 3 unsigned bytes; 1 to 4194303 are possible. "
            + "Probably corrupt.");
    assertRefused(
        IMAGES,
        IdxBytes.idx(IdxType.DOUBLE, new int[] {6, 1 << 10, 1 << 9}),
        "its header promises items of 1024 x 512 64-bit floats; 1 to 524287 are possible. "
            + "Probably corrupt.");
    int[] most = new int[255];
    Arrays.fill(most, -1);
    assertRefused(
        IMAGES,
        IdxBytes.idx(most),
        "its header promises items of %s unsigned bytes; 1 to 4194303 are possible. Probably corrupt."
            .formatted(String.join(" x ", Collections.nCopies(254, "4294967295"))));
  }

  @Test
  void terabytesAreNotAllocatedOnAHeadersWord() throws IOException {
    assertRefused(
        IMAGES,
        IdxBytes.idx(new int[] {-1, 1 << 11, 2047}),
        "header promises 4294967295 x 4192256 bytes, file holds 0. "
            + "Probably cut off while downloading: download it again.");
  }

  private void assertMagicRefused(String file, String magic, String advice) throws IOException {
    assertRefused(
        IMAGES,
        file.getBytes(StandardCharsets.ISO_8859_1),
        "an IDX file begins with the bytes 00 00, this one with %s. %s".formatted(magic, advice));
  }
}
