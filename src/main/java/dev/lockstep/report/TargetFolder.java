package dev.lockstep.report;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.model.NewFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The folder that a command is to fill, looked at before its work.
 *
 * @param files its file system, for this folder alone
 * @param path where it is or will be, with its file system
 * @param folder the same as the user wrote it
 */
record TargetFolder(FileSystem files, Path path, Path folder) {
  private static final String NEW = ".new.";
  private static final String OLD = ".old.";
  private static final String PROBE = ".probe.";
  private static final String TOKEN = "[-0-9a-f]{36}";
  private static final Pattern LEFT_INSIDE = Pattern.compile("[.](new|old|probe)[.]" + TOKEN);
  private static final Pattern REPLACED = Pattern.compile(Pattern.quote(OLD) + TOKEN);

  /** Makes something of a folder; closes no file system. */
  @FunctionalInterface
  interface Preparation<T> {
    T of(TargetFolder target) throws IOException;
  }

  /**
   * Looks at a folder.
   *
   * @param folder a local folder or any Hadoop path
   * @param hadoop how to reach it
   * @param preparation what is made of it; has to close the file system at last, unless it throws
   * @throws InvalidInputException if it throws that, or the file system fails
   */
  static <T> T prepare(Path folder, Configuration hadoop, Preparation<T> preparation) {
    FileSystem files = null;
    try {
      // An instance of its own: no checksum files, and closing it removes what is half-written.
      files = FileSystem.newInstance(folder.toUri(), LocalDisk.in(hadoop));
      files.setWriteChecksum(false);
      return preparation.of(new TargetFolder(files, files.makeQualified(folder), folder));
    } catch (IOException | RuntimeException e) {
      closeQuietly(files, e);
      if (e instanceof InvalidInputException mistake) {
        throw mistake;
      }
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new InvalidInputException(
          "Cannot write to %s: %s. Name another folder with --out.".formatted(folder, reason), e);
    }
  }

  private static void closeQuietly(FileSystem files, Exception reason) {
    if (files != null) {
      try {
        files.close();
      } catch (IOException e) {
        reason.addSuppressed(e);
      }
    }
  }

  /** Refuses what is a file or lies below one. */
  void requireFolder() throws IOException {
    if (files.exists(path) && !files.getFileStatus(path).isDirectory()) {
      throw new InvalidInputException("%s is a file. Name a folder with --out.".formatted(folder));
    }
    Path nearest = nearest();
    if (!files.getFileStatus(nearest).isDirectory()) {
      throw new InvalidInputException(
          "Cannot make %s: %s is a file. Name another folder with --out."
              .formatted(folder, Path.getPathWithoutSchemeAndAuthority(nearest)));
    }
  }

  /** The folder itself, or the lowest above it that is there. */
  private Path nearest() throws IOException {
    Path nearest = path;
    while (!nearest.isRoot() && !files.exists(nearest)) {
      nearest = nearest.getParent();
    }
    return nearest;
  }

  /** Refuses a place that cannot be written. */
  void requireWritable() throws IOException {
    Path nearest = nearest();
    Path probe = new Path(nearest, PROBE + UUID.randomUUID());
    if (!files.mkdirs(probe) || !files.delete(probe, true)) {
      throw new InvalidInputException(
          "Cannot write to %s: no permission in %s. Name another folder with --out."
              .formatted(folder, Path.getPathWithoutSchemeAndAuthority(nearest)));
    }
  }

  /**
   * Puts back what a command that was killed while it replaced a result had moved out of its way:
   * as long as there is no marker, the old result is the one that counts.
   *
   * @param marker the file by which a folder is known to hold a complete result
   */
  void restore(String marker) throws IOException {
    for (Path old : list()) {
      if (REPLACED.matcher(old.getName()).matches()
          && files.exists(new Path(old, marker))
          && !files.exists(new Path(path, marker))) {
        List<String> names =
            Replacement.markerLast(files, old, marker, name -> !name.startsWith("."));
        for (String name : names) {
          files.delete(new Path(path, name), true);
          NewFile.rename(files, new Path(old, name), new Path(path, name));
        }
      }
    }
  }

  /** Removes what killed commands have left, in the folder and beside it. */
  void clearAway() throws IOException {
    for (Path file : list()) {
      if (isLeft(file)) {
        files.delete(file, true);
      }
    }
    Pattern beside = Pattern.compile(Pattern.quote("." + path.getName() + ".") + TOKEN);
    for (Path file : path.isRoot() ? List.<Path>of() : list(path.getParent())) {
      if (beside.matcher(file.getName()).matches()) {
        files.delete(file, true);
      }
    }
  }

  /** Whether a file of the folder is what a killed command has left there. */
  static boolean isLeft(Path file) {
    return LEFT_INSIDE.matcher(file.getName()).matches();
  }

  /** What the folder holds; nothing if it is not there. */
  List<Path> list() throws IOException {
    return list(path);
  }

  private List<Path> list(Path parent) throws IOException {
    try {
      return Arrays.stream(files.listStatus(parent)).map(FileStatus::getPath).toList();
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  /** A place for new files until they are complete: in the folder if it is there, else beside. */
  Path newStage(String token) throws IOException {
    return files.exists(path)
        ? new Path(path, NEW + token)
        : new Path(path.getParent(), "." + path.getName() + "." + token);
  }

  /** A place for old files while new ones take theirs. */
  Path newReplaced(String token) {
    return new Path(path, OLD + token);
  }
}
