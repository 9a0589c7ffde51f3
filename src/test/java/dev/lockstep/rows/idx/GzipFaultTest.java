package dev.lockstep.rows.idx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.io.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Broken gzip, and all that is said of it. */
class GzipFaultTest extends FlawlessFolder {
  private static final String IMAGES = "train-images-idx3-ubyte";

  @Test
  void emptyFileInsideGzip() throws IOException {
    assertRefused(
        IMAGES,
        IdxBytes.gzip(new byte[0]),
        "it is empty. Probably a download that failed: download it again.");
  }

  @Test
  void truncatedGzipIsToldFromTruncatedData() throws IOException {
    byte[] packed = IdxBytes.gzip(IdxBytes.images(6, 2, 3));
    for (int length = 2; length < packed.length; length++) {
      assertRefused(
          IMAGES,
          Arrays.copyOf(packed, length),
          "its gzip data breaks off. Probably cut off while downloading: download it again.");
    }
  }

  @Test
  void gzipWithAnotherChecksum() throws IOException {
    byte[] packed = IdxBytes.gzip(IdxBytes.images(6, 2, 3));
    packed[packed.length - 8] ^= 1;
    assertRefused(
        IMAGES,
        packed,
        "Gzip-compressed data is corrupt (CRC32 error). Copy or download it again.");
  }

  @Test
  void gzipThatCannotBeUnpacked() throws IOException {
    byte[] packed = IdxBytes.gzip(IdxBytes.images(6, 2, 3));
    packed[10] = (byte) 0xff;
    assertRefused(IMAGES, packed, "Gzip-compressed data is corrupt. Copy or download it again.");
  }

  @Test
  void bytesAfterTheEndOfTheGzip() throws IOException {
    byte[] packed = IdxBytes.gzip(IdxBytes.images(6, 2, 3));
    for (String more : new String[] {"\0", "x", "\u001f", "<html>"}) {
      assertRefused(
          IMAGES,
          IdxBytes.join(packed, more.getBytes(StandardCharsets.ISO_8859_1)),
          "other bytes follow the end of its gzip data. Remove them or download it again.");
    }
  }

  @Test
  void gzipInsideGzip() throws IOException {
    assertRefused(
        IMAGES,
        IdxBytes.gzip(IdxBytes.gzip(IdxBytes.images(6, 2, 3))),
        "an IDX file begins with the bytes 00 00, this one with 1f 8b. "
            + "It is gzipped twice: unpack it once.");
  }

  @Test
  void noFlippedBitOfAGzipPassesForOtherData() throws IOException {
    byte[] packed = IdxBytes.gzip(IdxBytes.images(6, 2, 3));
    String sha256 = read(packed);
    for (int bit = 0; bit < 8 * packed.length; bit++) {
      byte[] flipped = packed.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        assertEquals(sha256, read(flipped), "bit " + bit);
      } catch (InvalidInputException expected) {
        assertEquals(1, expected.getMessage().lines().count(), "bit " + bit);
      }
    }
  }

  private String read(byte[] file) throws IOException {
    Path path = Files.write(folder.resolve("any"), file);
    return IdxContents.read(IdxBytes.input(path), true, HADOOP).sha256();
  }
}
