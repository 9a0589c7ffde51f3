package dev.lockstep.rows.idx;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.IoFault;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * What one pass over a whole IDX file tells, in constant memory.
 *
 * @param path the file
 * @param header its header, which the length of the file agrees with
 * @param sha256 of the unpacked file, in hexadecimal
 * @param labels of a file of labels, each with its first row; empty for images
 * @param checksums what tasks compare the parts that they read with
 */
record IdxContents(
    Path path,
    IdxHeader header,
    String sha256,
    Map<String, Long> labels,
    GroupChecksums checksums) {
  private static final int BUFFER = 1 << 16;

  /**
   * Reads a file from its first byte to its last.
   *
   * @param path the file
   * @param role what it holds
   * @param hadoop how to reach it
   * @return what it says
   * @throws InvalidInputException if anything is wrong with it
   */
  static IdxContents read(Path path, IdxRole role, Configuration hadoop) {
    try (IdxFile file = IdxFile.open(path, hadoop)) {
      IdxHeader header = file.header();
      requireRank(path, role, header);
      MessageDigest digest = DigestUtils.getSha256Digest();
      digest.update(header.toBytes());
      GroupChecksums.Taker checksums = new GroupChecksums.Taker(header);
      long[] firstRows = new long[256];
      Arrays.fill(firstRows, -1);
      byte[] buffer = new byte[BUFFER];
      long size = 0;
      for (int n = file.read(buffer); n > 0; n = file.read(buffer)) {
        digest.update(buffer, 0, n);
        checksums.add(buffer, n);
        if (!role.isImages()) {
          noteLabels(buffer, n, size, firstRows);
        }
        size += n;
      }
      requireSize(path, header, size);
      String sha256 = Hex.encodeHexString(digest.digest());
      return new IdxContents(path, header, sha256, toMap(firstRows), checksums.take());
    }
  }

  /** For a task: the path with file system and working folder, since its own may be others. */
  IdxReader.Checked forTasks(Configuration hadoop) {
    try {
      String everywhere = path.getFileSystem(hadoop).makeQualified(path).toString();
      return new IdxReader.Checked(everywhere, header, checksums);
    } catch (IOException e) {
      throw IoFault.of(path.toString(), e);
    }
  }

  /** The file's name, without {@code .gz}. */
  String unpackedName() {
    String name = path.getName();
    return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
  }

  private static void requireRank(Path path, IdxRole role, IdxHeader header) {
    int rank = 1 + header.shape().size();
    if (role.isImages() != rank >= 2) {
      throw new InvalidInputException(
          "Cannot read %s: its rank is %s, but %s. Are images and labels mixed up?"
              .formatted(
                  path, rank, role.isImages() ? "images have 2 or more" : "labels have rank 1"));
    }
  }

  private static void requireSize(Path path, IdxHeader header, long size) {
    if (size != header.dataSize()) {
      String promised =
          header.shape().isEmpty()
              ? "%s bytes".formatted(header.items())
              : "%s x %s bytes".formatted(header.items(), header.itemSize());
      throw new InvalidInputException(
          "Cannot read %s: header promises %s, file holds %s. %s"
              .formatted(
                  path,
                  promised,
                  size,
                  size < header.dataSize()
                      ? "Probably cut off while downloading: download it again."
                      : "Remove what follows the data or download it again."));
    }
  }

  private static void noteLabels(byte[] labels, int n, long row, long[] firstRows) {
    for (int i = 0; i < n; i++) {
      int label = labels[i] & 0xff;
      if (firstRows[label] < 0) {
        firstRows[label] = row + i;
      }
    }
  }

  private static Map<String, Long> toMap(long[] firstRows) {
    Map<String, Long> labels = new HashMap<>();
    for (int label = 0; label < firstRows.length; label++) {
      if (firstRows[label] >= 0) {
        labels.put(Integer.toString(label), firstRows[label]);
      }
    }
    return labels;
  }
}
