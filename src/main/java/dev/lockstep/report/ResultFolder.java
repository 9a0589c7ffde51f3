package dev.lockstep.report;

import dev.lockstep.data.InvalidInputException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The folder that a command leaves behind, on any file system that Hadoop writes: complete or not
 * there.
 *
 * <p>{@link #prepare} checks before the work that the folder can be written; {@link #write} puts
 * files into a hidden folder beside it (in it, where it exists already: it may be a mount point);
 * {@link #complete} renames them into place, file by file where the folder exists already. A
 * failure and Ctrl-C before that remove the hidden folder.
 */
public final class ResultFolder implements AutoCloseable {
  private final ResultKind kind;
  private final FileSystem files;
  private final Path folder;
  private final boolean exists;
  private final boolean overwrite;
  private final Path stage;
  private final Path replaced;

  private ResultFolder(
      ResultKind kind, FileSystem files, Path folder, boolean exists, boolean overwrite) {
    this.kind = kind;
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
   * Checks that a result can be put into a folder, and leaves nothing there.
   *
   * @param kind what is to be put there
   * @param folder a local folder or any Hadoop path; new, empty, or with {@code overwrite} one of
   *     the same kind
   * @param hadoop how to reach it
   * @param overwrite whether what it may hold is replaced once the new result is complete
   * @return the folder, to be closed
   * @throws InvalidInputException if the folder is a file, holds something else, or cannot be
   *     written
   */
  public static ResultFolder prepare(
      ResultKind kind, Path folder, Configuration hadoop, boolean overwrite) {
    FileSystem files = null;
    try {
      // An instance of its own: no checksum files, and closing it removes what is half-written.
      files = FileSystem.newInstance(folder.toUri(), hadoop);
      files.setWriteChecksum(false);
      Path path = files.makeQualified(folder);
      boolean exists = files.exists(path);
      if (exists) {
        requireReplaceable(kind, files, path, folder, overwrite);
      }
      tryToWrite(files, nearestFolder(files, path, folder), folder);
      return new ResultFolder(kind, files, path, exists, overwrite);
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
      ResultKind kind, FileSystem files, Path path, Path folder, boolean overwrite)
      throws IOException {
    if (!files.getFileStatus(path).isDirectory()) {
      throw new InvalidInputException("%s is a file. Name a folder with --out.".formatted(folder));
    }
    if (files.listStatus(path).length == 0) {
      return;
    }
    if (!files.exists(new Path(path, kind.marker()))) {
      throw new InvalidInputException(
          "%s is not empty and holds no %s (%s). Name another folder with --out."
              .formatted(folder, kind.noun(), kind.marker()));
    }
    if (!overwrite) {
      throw new InvalidInputException(
          "%s holds %s %s already. Name another folder with --out, or replace it with --overwrite."
              .formatted(folder, kind.article(), kind.noun()));
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
   * Where to write files that {@link #complete} will put into the folder, by other means than
   * {@link #write}.
   *
   * @return a hidden folder, which is there
   * @throws IOException if the file system fails
   */
  public Path stage() throws IOException {
    files.mkdirs(stage);
    files.deleteOnExit(stage);
    return stage;
  }

  /**
   * Writes a text file in UTF-8 that {@link #complete} will put into the folder.
   *
   * @param name its name
   * @param text what to write
   * @throws IOException if the file system fails
   */
  public void write(String name, String text) throws IOException {
    try (OutputStream out = files.create(new Path(stage(), name), false)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * Puts the written files into place. If meanwhile someone else has put something there and it is
   * not to be overwritten, they go beside it, into the first free one of {@code folder-2}, {@code
   * folder-3} ...
   *
   * @return where the result lies now; a local path is without {@code file:}
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
      new Renames(files).move(stage, place);
    }
    files.cancelDeleteOnExit(stage);
    return place.toUri().getScheme().equals("file")
        ? Path.getPathWithoutSchemeAndAuthority(place)
        : place;
  }

  /**
   * Swaps the files of the old result for the new one's; what else lies in the folder stays. The
   * marker goes first and comes last: while it is there, the result is whole.
   */
  private void replaceContents() throws IOException {
    Renames renames = new Renames(files);
    try {
      files.mkdirs(replaced);
      for (String name : markerFirst(folder)) {
        renames.move(new Path(folder, name), new Path(replaced, name));
      }
      List<String> written = markerFirst(stage);
      Collections.reverse(written);
      for (String name : written) {
        renames.move(new Path(stage, name), new Path(folder, name));
      }
    } catch (IOException e) {
      renames.undo(e);
      files.delete(replaced, false);
      throw e;
    }
    files.delete(stage, true);
    files.delete(replaced, true);
  }

  private List<String> markerFirst(Path place) throws IOException {
    return Arrays.stream(files.listStatus(place))
        .map(file -> file.getPath().getName())
        .filter(kind::owns)
        .sorted(Comparator.comparing(name -> !name.equals(kind.marker())))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** Removes what was written but not completed. */
  @Override
  public void close() throws IOException {
    files.close();
  }
}
