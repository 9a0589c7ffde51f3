package dev.lockstep.io;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.lang3.Strings;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A file that a user has named, plain or gzipped as its first bytes tell: found by the driver,
 * opened by the driver and by tasks.
 *
 * @param path as it was named, if that can be
 * @param location the path with file system and working folder: an executor's own may be others
 * @param length bytes, before unpacking
 * @param modified when it was changed last, in milliseconds since 1970
 */
public record InputFile(Path path, String location, long length, long modified)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int BUFFER = 1 << 16;

  private static InputFile of(Path path, FileStatus status, FileSystem files) {
    return new InputFile(
        path, files.makeQualified(path).toString(), status.getLen(), status.getModificationTime());
  }

  /** Whether {@link #find} finds anything. */
  public static boolean isThere(Path input, Configuration hadoop) {
    try {
      return !find(input, "", hadoop).isEmpty();
    } catch (InvalidInputException e) {
      return false;
    }
  }

  /**
   * Finds files.
   *
   * @param input a file; a folder, of which its files are meant, hidden ones (a dot or an
   *     underscore first) aside; or a pattern such as {@code parts/*.gz}; on any path that Hadoop
   *     reads
   * @param hint ends a message: what names the files
   * @param hadoop how to reach them
   * @return one or more, in the order of their paths
   * @throws InvalidInputException if there are no files
   */
  public static List<InputFile> find(Path input, String hint, Configuration hadoop) {
    try {
      FileSystem files = fileSystem(input, hint, hadoop);
      List<InputFile> found = new ArrayList<>();
      if (files.exists(input)) {
        found.addAll(at(input, files.getFileStatus(input), files));
      } else {
        FileStatus[] matches = files.globStatus(input);
        for (FileStatus match : matches == null ? new FileStatus[0] : matches) {
          found.addAll(at(match.getPath(), match, files));
        }
      }
      if (found.isEmpty()) {
        throw new InvalidInputException("There is no file at %s. %s".formatted(input, hint));
      }
      found.sort(Comparator.comparing(InputFile::path));
      return found;
    } catch (IOException e) {
      throw IoFault.of(input.toString(), e);
    }
  }

  /** Hadoop answers an unknown scheme or host with exceptions of any kind. */
  private static FileSystem fileSystem(Path input, String hint, Configuration hadoop)
      throws IOException {
    try {
      return input.getFileSystem(hadoop);
    } catch (RuntimeException e) {
      throw new InvalidInputException(
          "Cannot read '%s': %s. %s".formatted(input, MessageText.firstLine(e), hint), e);
    }
  }

  private static List<InputFile> at(Path path, FileStatus status, FileSystem files)
      throws IOException {
    return status.isFile()
        ? List.of(of(path, status, files))
        : Arrays.stream(files.listStatus(path))
            .filter(FileStatus::isFile)
            .filter(file -> !Strings.CS.startsWithAny(file.getPath().getName(), ".", "_"))
            .map(file -> of(new Path(path, file.getPath().getName()), file, files))
            .toList();
  }

  /** What messages call it. */
  public String name() {
    return path.toString();
  }

  /** The last part of its path, without {@code .gz}. */
  public String unpackedName() {
    return Strings.CS.removeEnd(path.getName(), ".gz");
  }

  /**
   * Whether it is gzipped.
   *
   * @throws InvalidInputException if it cannot be read or has changed since it was found
   */
  public boolean isGzipped(Configuration hadoop) {
    try (FSDataInputStream file = openPacked(hadoop)) {
      return isGzipped(file);
    } catch (IOException e) {
      throw IoFault.of(name(), e);
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
  public InputStream open(long from, Configuration hadoop) {
    try {
      FSDataInputStream file = openPacked(hadoop);
      try {
        if (from == 0 && isGzipped(file)) {
          return new Gunzip(name(), new BufferedInputStream(file, BUFFER));
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
    FileSystem files = place.getFileSystem(hadoop);
    FileStatus now = files.getFileStatus(place);
    if (now.getLen() != length || now.getModificationTime() != modified) {
      throw new InvalidInputException(
          "Cannot read %s: it has changed since it was found. Leave it alone during a run."
              .formatted(name()));
    }
    return files.open(place);
  }
}
