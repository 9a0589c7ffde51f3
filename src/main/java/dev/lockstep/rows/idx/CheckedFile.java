package dev.lockstep.rows.idx;

import dev.lockstep.io.InvalidInputException;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * An IDX file that the driver has looked through, on its way to a task, which may find another at
 * the same path of its machine.
 *
 * @param path with file system and working folder
 * @param header what the file must still say
 * @param checksums of what must still follow
 */
record CheckedFile(String path, IdxHeader header, GroupChecksums checksums)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * Opens it.
   *
   * @param hadoop how to reach it
   * @param item the first to be read
   * @throws InvalidInputException if it cannot be opened or is seen to be another
   */
  CheckedItems open(Configuration hadoop, long item) {
    IdxFile file = IdxFile.open(new Path(path), hadoop);
    try {
      if (!file.header().equals(header)) {
        throw file.changed();
      }
      return new CheckedItems(file, checksums, item);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }
}
