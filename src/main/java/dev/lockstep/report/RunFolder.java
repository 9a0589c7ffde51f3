package dev.lockstep.report;

import dev.lockstep.data.InvalidInputException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The folder that a run leaves behind, on any file system that Hadoop writes: complete or not
 * there.
 *
 * <p>{@link #prepare} checks before the work that the folder can be written; {@link #write} puts
 * files into a hidden folder beside it (in it, where it exists already: it may be a mount point);
 * {@link #complete} renames them into place, file by file where the folder exists already. A
 * failure and Ctrl-C before that remove the hidden folder.
 */
public final class RunFolder implements AutoCloseable {
  /** The file by which a folder is known to hold a run. */
  public static final String RUN_FILE = "run.json";

  /** What a run puts into its folder, and what may be replaced by another's: nothing else is. */
  private static final Set<String> OF_A_RUN = Set.of("model", "history.csv", RUN_FILE);

  /** Writes a file's contents. */
  @FunctionalInterface
  public interface Contents {
    /**
     * Writes all of it.
     *
     * @param out the new file; closed by the caller
     * @throws IOException if the file system fails
     */
    void writeTo(OutputStream out) throws IOException;
  }

  private final FileSystem files;
  private final Path folder;
  private final boolean exists;
  private final boolean overwrite;
  private final Path stage;
  private final Path replaced;

  private RunFolder(FileSystem files, Path folder, boolean exists, boolean overwrite) {
    this.files = files;
    this.folder = folder;
    this.exists = exists;
    this.overwrite = overwrite;
    String token = UUID.randomUUID().toString();
    this.stage =
        exists
            ? new Path(folder, ".new." + token)
            : new Path(folder.getParent(), "." + folder.getName() + "." + token);
    this.replaced = new Path(folder, ".old." + token);
  }

  /**
   * Checks that a run can be put into a folder, and leaves nothing there.
   *
   * @param folder a local folder or any Hadoop path; new, empty, or with {@code overwrite} a run
   * @param hadoop how to reach it
   * @param overwrite whether the run that it may hold is replaced once the new one is complete
   * @return the folder, to be closed
   * @throws InvalidInputException if the folder is a file, holds something else, or cannot be
   *     written
   */
  public static RunFolder prepare(Path folder, Configuration hadoop, boolean overwrite) {
    FileSystem files = null;
    try {
      // An instance of its own: no checksum files, and closing it removes what is half-written.
      files = FileSystem.newInstance(folder.toUri(), hadoop);
      files.setWriteChecksum(false);
      Path path = files.makeQualified(folder);
      boolean exists = files.exists(path);
      if (exists) {
        requireReplaceable(files, path, folder, overwrite);
      }
      tryToWrite(files, nearestFolder(files, path, folder), folder);
      return new RunFolder(files, path, exists, overwrite);
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

  private static void requireReplaceable(
      FileSystem files, Path path, Path folder, boolean overwrite) throws IOException {
    if (!files.getFileStatus(path).isDirectory()) {
      throw new InvalidInputException("%s is a file. Name a folder with --out.".formatted(folder));
    }
    if (files.listStatus(path).length == 0) {
      return;
    }
    if (!files.exists(new Path(path, RUN_FILE))) {
      throw new InvalidInputException(
          "%s is not empty and holds no run (%s). Name another folder with --out."
              .formatted(folder, RUN_FILE));
    }
    if (!overwrite) {
      throw new InvalidInputException(
          "%s holds a run already. Name another folder with --out, or replace it with --overwrite."
              .formatted(folder));
    }
  }

  private static Path nearestFolder(FileSystem files, Path path, Path folder) throws IOException {
    Path nearest = path;
    while (!nearest.isRoot() && !files.exists(nearest)) {
      nearest = nearest.getParent();
    }
    if (!files.getFileStatus(nearest).isDirectory()) {
      throw new InvalidInputException(
          "Cannot make %s: %s is a file. Name another folder with --out."
              .formatted(folder, Path.getPathWithoutSchemeAndAuthority(nearest)));
    }
    return nearest;
  }

  private static void tryToWrite(FileSystem files, Path nearest, Path folder) throws IOException {
    Path probe = new Path(nearest, ".probe." + UUID.randomUUID());
    if (!files.mkdirs(probe) || !files.delete(probe, true)) {
      throw new InvalidInputException(
          "Cannot write to %s: no permission in %s. Name another folder with --out."
              .formatted(folder, Path.getPathWithoutSchemeAndAuthority(nearest)));
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

  /**
   * Writes a file that {@link #complete} will put into the folder.
   *
   * @param name its path in the folder, such as {@code model/model.npz}
   * @param contents what to write
   * @throws IOException if the file system fails
   */
  public void write(String name, Contents contents) throws IOException {
    files.mkdirs(stage);
    files.deleteOnExit(stage);
    try (OutputStream out = files.create(new Path(stage, name), false)) {
      contents.writeTo(out);
    }
  }

  /**
   * Writes a text file in UTF-8.
   *
   * @param name its path in the folder
   * @param text what to write
   * @throws IOException if the file system fails
   */
  public void write(String name, String text) throws IOException {
    write(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Puts the written files into place. If meanwhile someone else has put something there and it is
   * not to be overwritten, they go beside it, into the first free one of {@code folder-2}, {@code
   * folder-3} ...
   *
   * @return where the run lies now; a local path is without {@code file:}
   * @throws IOException if the file system fails
   */
  public Path complete() throws IOException {
    Path place = folder;
    if (exists && (overwrite || files.listStatus(folder).length == 1)) {
      replaceContents();
    } else {
      for (int n = 2; files.exists(place); n++) {
        place = folder.suffix("-" + n);
      }
      rename(stage, place);
    }
    files.cancelDeleteOnExit(stage);
    return place.toUri().getScheme().equals("file")
        ? Path.getPathWithoutSchemeAndAuthority(place)
        : place;
  }

  /** Swaps the files of the old run for the new one's; what else lies in the folder stays. */
  private void replaceContents() throws IOException {
    files.mkdirs(replaced);
    try {
      for (String name : OF_A_RUN) {
        if (files.exists(new Path(folder, name))) {
          rename(new Path(folder, name), new Path(replaced, name));
        }
        if (files.exists(new Path(stage, name))) {
          rename(new Path(stage, name), new Path(folder, name));
        }
      }
    } catch (IOException e) {
      throw new IOException(
          "Cannot replace the run in %s; what was moved out of it lies in %s."
              .formatted(folder, replaced),
          e);
    }
    files.delete(stage, true);
    files.delete(replaced, true);
  }

  private void rename(Path from, Path to) throws IOException {
    if (!files.rename(from, to)) {
      throw new IOException("Cannot rename %s to %s".formatted(from, to));
    }
  }

  /** Removes what was written but not completed. */
  @Override
  public void close() throws IOException {
    files.close();
  }
}
