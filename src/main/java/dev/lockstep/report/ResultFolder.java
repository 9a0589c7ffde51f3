package dev.lockstep.report;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.model.NewFile;
import dev.lockstep.model.NotWrittenException;
import dev.lockstep.model.ShownPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The folder that a command leaves behind, on any file system that Hadoop writes: complete or not
 * there.
 *
 * <p>{@link #prepare} checks before the work that the folder can be written; {@link #write} puts
 * files into a hidden folder beside it (in it, where it exists already: it may be a mount point);
 * {@link #complete} renames them into place, file by file where the folder exists already. A
 * failure and Ctrl-C before that remove the hidden folder, and the next command puts back what one
 * that was killed while it replaced an older result had moved.
 */
public final class ResultFolder implements AutoCloseable {
  private final ResultKind kind;
  private final FileSystem files;
  private final Path folder;
  private final boolean exists;
  private final boolean overwrite;
  private final Path stage;
  private final Path replaced;

  private ResultFolder(ResultKind kind, TargetFolder target, boolean exists, boolean overwrite)
      throws IOException {
    this.kind = kind;
    this.files = target.files();
    this.folder = target.path();
    this.exists = exists;
    this.overwrite = overwrite;
    String token = UUID.randomUUID().toString();
    this.stage = target.newStage(token);
    this.replaced = target.newReplaced(token);
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
    return TargetFolder.prepare(folder, hadoop, target -> prepare(kind, target, overwrite));
  }

  private static ResultFolder prepare(ResultKind kind, TargetFolder target, boolean overwrite)
      throws IOException {
    target.requireFolder();
    target.restore(kind.marker());
    requireReplaceable(kind, target, overwrite);
    target.requireWritable();
    return new ResultFolder(kind, target, target.files().exists(target.path()), overwrite);
  }

  private static void requireReplaceable(ResultKind kind, TargetFolder target, boolean overwrite)
      throws IOException {
    if (target.list().stream().allMatch(TargetFolder::isLeft)) {
      return;
    }
    if (!target.files().exists(new Path(target.path(), kind.marker()))) {
      throw new InvalidInputException(
          "%s is not empty and holds no %s (%s). Name another folder with --out."
              .formatted(target.folder(), kind.noun(), kind.marker()));
    }
    if (!overwrite) {
      throw new InvalidInputException(
          "%s holds %s %s already. Name another folder with --out, or replace it with --overwrite."
              .formatted(target.folder(), kind.article(), kind.noun()));
    }
  }

  /**
   * Where to write files that {@link #complete} will put into the folder, by other means than
   * {@link #write}.
   *
   * @return a hidden folder, which is there
   * @throws NotWrittenException if the file system fails
   */
  public Path stage() {
    try {
      files.mkdirs(stage);
      files.deleteOnExit(stage);
      return stage;
    } catch (IOException e) {
      throw notWritten(folder, e);
    }
  }

  /**
   * Writes a text file in UTF-8 that {@link #complete} will put into the folder.
   *
   * @param name its name
   * @param text what to write
   * @throws NotWrittenException if the file system fails
   */
  public void write(String name, String text) {
    try {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      NewFile.write(files, new Path(stage(), name), out -> out.write(utf8));
    } catch (IOException e) {
      throw notWritten(new Path(folder, name), e);
    }
  }

  /**
   * Puts the written files into place. If meanwhile someone else has put something there and it is
   * not to be overwritten, they go beside it, into the first free one of {@code folder-2}, {@code
   * folder-3} ...
   *
   * @return where the result lies now; a local path is without {@code file:}
   * @throws NotWrittenException if the file system fails
   */
  public Path complete() {
    Path place = folder;
    try {
      if (exists && (overwrite || holdsNothing())) {
        new Replacement(files, folder, stage, replaced).run(kind.marker(), kind::owns);
      } else {
        for (int n = 2; files.exists(place); n++) {
          place = folder.suffix("-" + n);
        }
        NewFile.rename(files, stage, place);
      }
      files.cancelDeleteOnExit(stage);
    } catch (IOException e) {
      throw notWritten(folder, e);
    }
    return ShownPath.of(place);
  }

  private boolean holdsNothing() throws IOException {
    return Arrays.stream(files.listStatus(folder))
        .map(FileStatus::getPath)
        .allMatch(TargetFolder::isLeft);
  }

  private static NotWrittenException notWritten(Path path, IOException e) {
    return new NotWrittenException(
        "Cannot write %s: %s. %s: fix this, then run the command again."
            .formatted(
                ShownPath.of(path),
                NotWrittenException.reason(e),
                e.getSuppressed().length == 0
                    ? "What the folder held is as before"
                    : "The next one puts back what the folder held"),
        e);
  }

  /** Removes what was written but not completed. */
  @Override
  public void close() throws IOException {
    files.close();
  }
}
