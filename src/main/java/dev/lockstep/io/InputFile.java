package dev.lockstep.io;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.hadoop.io.compress.GzipCodec;

/**
 * A file that a user has named: plain, gzipped as its first bytes tell, or packed otherwise as its
 * name tells, if Hadoop has the codec. Found by the driver, opened by the driver and by tasks.
 *
 * @param path as it was named, if that can be
 * @param location the path with file system and working folder: an executor's own may be others
 * @param length bytes, before unpacking
 * @param modified when it was changed last, in milliseconds since 1970
 * @param folders what the names of the folders that it was found in say of all its rows: {@code
 *     color} to {@code red} for {@code color=red}, in the order of the path
 */
public record InputFile(
    Path path, String location, long length, long modified, Map<String, String> folders)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int BUFFER = 1 << 16;

  /** What names of packed files end with. */
  private static final String PACKED = "[.](gz|bz2|zst|lz4|snappy|deflate)$";

  static InputFile of(Path path, FileStatus status, Map<String, String> folders, FileSystem files) {
    return new InputFile(
        path,
        files.makeQualified(path).toString(),
        status.getLen(),
        status.getModificationTime(),
        folders);
  }

  /** What messages call it. */
  public String name() {
    return path.toString();
  }

  /** The last part of its path, without {@code .gz} or what other packed files end with. */
  public String unpackedName() {
    return path.getName().replaceFirst(PACKED, "");
  }

  /**
   * Whether it is packed, so that it can be read from its beginning alone.
   *
   * @throws InvalidInputException if it cannot be read or has changed since it was found
   */
  public boolean isPacked(Configuration hadoop) {
    try (FSDataInputStream file = openPacked(hadoop)) {
      return isGzipped(file) || codec(hadoop) != null;
    } catch (IOException e) {
      throw IoFault.of(name(), e);
    }
  }

  /**
   * Whether the first bytes of a file are gzip's; it is at its beginning afterwards.
   *
   * @param file at its beginning
   */
  public static boolean isGzipped(FSDataInputStream file) throws IOException {
    boolean gzipped = file.read() == 0x1f && file.read() == 0x8b;
    file.seek(0);
    return gzipped;
  }

  /**
   * Opens the file.
   *
   * @param from where to begin; 0 for a file that may be packed, which is then unpacked
   * @throws InvalidInputException if it cannot be opened or has changed since it was found
   */
  public InputStream open(long from, Configuration hadoop) {
    try {
      FSDataInputStream file = openPacked(hadoop);
      try {
        if (from == 0 && isGzipped(file)) {
          return new Gunzip(name(), new BufferedInputStream(file, BUFFER));
        }
        CompressionCodec codec = from == 0 ? codec(hadoop) : null;
        if (codec != null) {
          return unpacked(file, codec);
        }
        file.seek(from);
        return file;
      } catch (IOException | RuntimeException e) {
        file.close();
        throw e;
      }
    } catch (IOException e) {
      throw IoFault.of(name(), e);
    }
  }

  /** What unpacks it by its name; null for a plain file, and for gzip, which its bytes tell. */
  private CompressionCodec codec(Configuration hadoop) {
    CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(path);
    return codec instanceof GzipCodec ? null : codec;
  }

  private InputStream unpacked(FSDataInputStream file, CompressionCodec codec) throws IOException {
    try {
      return codec.createInputStream(file);
    } catch (RuntimeException | LinkageError e) { // a codec without its native library
      throw new InvalidInputException(
          "Cannot read %s: %s. Unpack it, or pack it with gzip."
              .formatted(name(), MessageText.firstLine(e)),
          e);
    }
  }

  /**
   * The first bytes, unpacked.
   *
   * @param most how many, if there are as many
   * @throws InvalidInputException as {@link #open}
   */
  public byte[] head(int most, Configuration hadoop) {
    try (InputStream in = open(0, hadoop)) {
      return in.readNBytes(most);
    } catch (IOException e) {
      throw IoFault.of(name(), e);
    }
  }

  private FSDataInputStream openPacked(Configuration hadoop) throws IOException {
    Path place = new Path(location);
    FileSystem files = HadoopPaths.fileSystem(place, hadoop);
    FileStatus now = files.getFileStatus(place);
    if (now.getLen() != length || now.getModificationTime() != modified) {
      throw new InvalidInputException(
          "Cannot read %s: it has changed since it was found. Leave it alone during a run."
              .formatted(name()));
    }
    return files.open(place);
  }
}
