package dev.lockstep.rows.idx;

import dev.lockstep.io.Gunzip;
import dev.lockstep.io.HadoopPaths;
import dev.lockstep.io.InputFile;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.IoFault;
import dev.lockstep.rows.RowBlock;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32C;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;

/**
 * An open IDX file on any Hadoop path, gzipped or plain as its first bytes tell, read forward item
 * by item.
 */
final class IdxFile implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final String name;
  private final FSDataInputStream file;
  private final boolean gzipped;
  private final IdxHeader header;
  private InputStream unpacked;

  private IdxFile(String name, FSDataInputStream file) throws IOException {
    this.name = name;
    this.file = file;
    gzipped = InputFile.isGzipped(file);
    unpacked = new BufferedInputStream(file, BUFFER);
    if (gzipped) {
      unpacked = new BufferedInputStream(new Gunzip(name, unpacked), BUFFER);
    }
    header = IdxHeader.read(name, unpacked);
  }

  /**
   * Opens a file and reads its header.
   *
   * @param path the file
   * @param hadoop how to reach it
   * @return the file, at its first item
   * @throws InvalidInputException if it cannot be opened or is no IDX file
   */
  static IdxFile open(Path path, Configuration hadoop) {
    try {
      FSDataInputStream file = HadoopPaths.fileSystem(path, hadoop).open(path);
      try {
        return new IdxFile(path.toString(), file);
      } catch (IOException | RuntimeException e) {
        file.close();
        throw e;
      }
    } catch (IOException e) {
      throw IoFault.of(path.toString(), e);
    }
  }

  IdxHeader header() {
    return header;
  }

  /**
   * Goes to an item, before anything else is read: at once in a plain file, by unpacking everything
   * before it in a gzipped one.
   */
  void skipTo(long item) {
    long offset = item * header.itemSize();
    try {
      if (gzipped) {
        unpacked.skipNBytes(offset);
      } else {
        file.seek(header.toBytes().length + offset);
        unpacked = new BufferedInputStream(file, BUFFER);
      }
    } catch (EOFException e) {
      throw changed();
    } catch (IOException e) {
      throw IoFault.of(name, e);
    }
  }

  /**
   * Reads the next group, as many items as a {@link RowBlock} has, whatever the header promises.
   *
   * @return its bytes; fewer at the end of the file only, none behind it
   * @throws InvalidInputException if the file cannot be read or unpacked
   */
  byte[] readGroup() {
    try {
      return unpacked.readNBytes(RowBlock.ROWS * header.itemSize());
    } catch (IOException e) {
      throw IoFault.of(name, e);
    }
  }

  /**
   * The CRC-32C of a group: so a task that reads a part of the file sees whether it has the
   * driver's.
   */
  static int checksum(byte[] group) {
    CRC32C checksum = new CRC32C();
    checksum.update(group);
    return (int) checksum.getValue();
  }

  /** The error of a file that is not the one that was checked. */
  InvalidInputException changed() {
    String host = IoFault.host();
    return new InvalidInputException(
        "Cannot read %s%s: it has changed since it was checked%s. Leave it alone during a run."
            .formatted(name, host, host.isEmpty() ? "" : ", or is not the driver's"));
  }

  @Override
  public void close() {
    try {
      unpacked.close();
    } catch (IOException e) {
      throw IoFault.of(name, e);
    }
  }
}
