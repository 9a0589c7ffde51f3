package dev.lockstep.rows.text;

import dev.lockstep.io.Gunzip;
import dev.lockstep.io.InputFile;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.IoFault;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A file of a table: opened by the driver and by tasks, unpacked if it is gzipped.
 *
 * @param path with file system and working folder: an executor's own may be others
 * @param name what messages call it
 * @param unpackedName its last part, without {@code .gz}
 * @param length bytes, before unpacking
 * @param modified when it was changed last
 */
record TableFile(String path, String name, String unpackedName, long length, long modified)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int BUFFER = 1 << 16;
  private static final int HEAD = 1 << 16;

  static TableFile of(InputFile file, Configuration hadoop) {
    try {
      return new TableFile(
          file.path().getFileSystem(hadoop).makeQualified(file.path()).toString(),
          file.path().toString(),
          file.unpackedName(),
          file.length(),
          file.modified());
    } catch (IOException e) {
      throw IoFault.of(file.path().toString(), e);
    }
  }

  /** Whether its first bytes say that it is gzipped. */
  boolean isGzipped(Configuration hadoop) {
    try (FSDataInputStream file = openPacked(hadoop)) {
      return isGzipped(file);
    } catch (IOException e) {
      throw IoFault.of(name, e);
    }
  }

  private static boolean isGzipped(FSDataInputStream file) throws IOException {
    boolean gzipped = file.read() == 0x1f && file.read() == 0x8b;
    file.seek(0);
    return gzipped;
  }

  /**
   * Opens the file.
   *
   * @param from where to begin; 0 for a file that may be gzipped, which is then unpacked
   * @throws InvalidInputException if it cannot be opened or has changed since it was found
   */
  InputStream open(long from, Configuration hadoop) {
    try {
      FSDataInputStream file = openPacked(hadoop);
      try {
        if (from == 0 && isGzipped(file)) {
          return new Gunzip(name, new BufferedInputStream(file, BUFFER));
        }
        file.seek(from);
        return file;
      } catch (IOException | RuntimeException e) {
        file.close();
        throw e;
      }
    } catch (IOException e) {
      throw IoFault.of(name, e);
    }
  }

  /** All lines, without their digest; whoever asks closes them. */
  Lines lines(Configuration hadoop) {
    return new Lines(name, open(0, hadoop), Long.MAX_VALUE, false, false);
  }

  /** The first 64 KB, unpacked. */
  byte[] head(Configuration hadoop) {
    try (InputStream in = open(0, hadoop)) {
      return in.readNBytes(HEAD);
    } catch (IOException e) {
      throw IoFault.of(name, e);
    }
  }

  private FSDataInputStream openPacked(Configuration hadoop) throws IOException {
    Path place = new Path(path);
    FileSystem files = place.getFileSystem(hadoop);
    FileStatus now = files.getFileStatus(place);
    if (now.getLen() != length || now.getModificationTime() != modified) {
      throw new InvalidInputException(
          "Cannot read %s: it has changed since it was found. Leave it alone during a run."
              .formatted(name));
    }
    return files.open(place);
  }
}
