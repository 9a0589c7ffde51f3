package dev.lockstep.io;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The files that a user has named all at once. */
public final class InputFiles {
  private InputFiles() {}

  /**
   * Whether there is anything.
   *
   * @param input as in {@link #find}
   * @param hadoop how to reach it
   * @return false also where it cannot be reached
   */
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
   * @throws InvalidInputException if there is none
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
        ? List.of(InputFile.of(path, status, files))
        : Arrays.stream(files.listStatus(path))
            .filter(FileStatus::isFile)
            .filter(file -> !file.getPath().getName().startsWith("."))
            .filter(file -> !file.getPath().getName().startsWith("_"))
            .map(file -> InputFile.of(new Path(path, file.getPath().getName()), file, files))
            .toList();
  }
}
