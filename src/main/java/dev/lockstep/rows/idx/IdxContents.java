package dev.lockstep.rows.idx;

import dev.lockstep.io.InputFile;
import dev.lockstep.io.InvalidInputException;
import java.security.MessageDigest;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;

/**
 * What one pass over a whole IDX file tells, a group of items in memory at a time.
 *
 * @param file the file
 * @param header its header, which the length of the file agrees with
 * @param sha256 of the unpacked file, in hexadecimal
 * @param labels of a file of labels, by number, each with its first row and how many rows have it;
 *     empty for images
 * @param areShares whether all numbers of images are from 0 to 1; false for bytes
 * @param range of the numbers of images, for people; empty for bytes
 * @param checksums of every group, the last being shorter: what tasks hold theirs against
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record IdxContents(
    InputFile file,
    IdxHeader header,
    String sha256,
    Map<Integer, long[]> labels,
    boolean areShares,
    String range,
    int[] checksums) {
  /**
   * Reads a file from its first byte to its last.
   *
   * @param input the file
   * @param areImages whether it holds images, or else labels
   * @param hadoop how to reach it
   * @return what it says
   * @throws InvalidInputException if anything is wrong with it
   */
  static IdxContents read(InputFile input, boolean areImages, Configuration hadoop) {
    try (IdxFile file = IdxFile.open(input.path(), hadoop)) {
      IdxHeader header = file.header();
      requireKind(input.name(), areImages, header);
      MessageDigest digest = DigestUtils.getSha256Digest();
      digest.update(header.toBytes());
      IntStream.Builder checksums = IntStream.builder();
      IdxScan scan = new IdxScan(input.name(), header, !areImages);
      long size = 0;
      for (byte[] group = file.readGroup(); group.length > 0; group = file.readGroup()) {
        digest.update(group);
        checksums.add(IdxFile.checksum(group));
        scan.add(group);
        size += group.length;
      }
      requireSize(input.name(), header, size);
      return new IdxContents(
          input,
          header,
          Hex.encodeHexString(digest.digest()),
          scan.labels(),
          !scan.range().isEmpty() && scan.areShares(),
          scan.range(),
          checksums.build().toArray());
    }
  }

  /** For a task: the path with file system and working folder, since its own may be others. */
  IdxReader.Checked forTasks() {
    return new IdxReader.Checked(file.location(), header, checksums);
  }

  private static void requireKind(String file, boolean areImages, IdxHeader header) {
    int rank = 1 + header.shape().size();
    if (areImages ? rank < 2 : rank > 2) {
      throw new InvalidInputException(
          "Cannot read %s: its rank is %s, but %s. Are images and labels mixed up?"
              .formatted(file, rank, areImages ? "images have 2 or more" : "labels have 1 or 2"));
    }
    if (!areImages && !header.type().isWhole()) {
      throw new InvalidInputException(
          "Cannot read %s: its labels are %s. Write them as integers of any IDX type."
              .formatted(file, header.type().title()));
    }
  }

  private static void requireSize(String file, IdxHeader header, long size) {
    if (size != header.dataSize()) {
      String promised =
          header.itemSize() == 1
              ? "%s bytes".formatted(header.items())
              : "%s x %s bytes".formatted(header.items(), header.itemSize());
      throw new InvalidInputException(
          "Cannot read %s: header promises %s, file holds %s. %s"
              .formatted(
                  file,
                  promised,
                  size,
                  size < header.dataSize()
                      ? "Probably cut off while downloading: download it again."
                      : "Remove what follows the data or download it again."));
    }
  }
}
