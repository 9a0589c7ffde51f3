package dev.lockstep.report;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.model.CheckpointFolder;
import dev.lockstep.model.NewFile;
import dev.lockstep.model.NotWrittenException;
import dev.lockstep.model.ShownPath;
import dev.lockstep.model.TrainedModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The folder that a run leaves behind, on any file system that Hadoop writes: complete, or
 * checkpoints alone.
 *
 * <p>{@link #prepare} checks before the work that the folder can be written; {@link #checkpoints}
 * gets its files while the work is done; {@link #write} puts all others into a hidden folder beside
 * it (in it, where it exists already: it may be a mount point); {@link #complete} renames them into
 * place, {@code run.json} last, file by file where the folder exists already. A failure and Ctrl-C
 * before that remove the hidden folder, and the next run what a killed one has left.
 */
public final class RunFolder implements AutoCloseable {
  /** The file by which a folder is known to hold a complete run. */
  public static final String RUN_FILE = "run.json";

  /** What a run puts into its folder besides checkpoints, and what another's may replace. */
  static final List<String> OF_A_RUN = List.of("model", "history.csv", "report.html", RUN_FILE);

  private final FileSystem files;
  private final Path folder;
  private final ExistingRun existing;
  private final CheckpointFolder checkpoints;
  private final Path stage;
  private final Path replaced;

  private RunFolder(TargetFolder target, ExistingRun existing, CheckpointFolder checkpoints)
      throws IOException {
    this.files = target.files();
    this.folder = target.path();
    this.existing = existing;
    this.checkpoints = checkpoints;
    String token = UUID.randomUUID().toString();
    this.stage = target.newStage(token);
    this.replaced = target.newReplaced(token);
  }

  /**
   * Checks that a run can be put into a folder, and leaves nothing there.
   *
   * @param folder a local folder or any Hadoop path; new or empty, or a run where {@code existing}
   *     says what becomes of it
   * @param hadoop how to reach it
   * @param existing what is to become of the run that it may hold
   * @return the folder, to be closed
   * @throws InvalidInputException if the folder is a file, holds something else, or cannot be
   *     written
   */
  public static RunFolder prepare(Path folder, Configuration hadoop, ExistingRun existing) {
    return TargetFolder.prepare(folder, hadoop, target -> prepare(target, existing));
  }

  private static RunFolder prepare(TargetFolder target, ExistingRun existing) throws IOException {
    target.requireFolder();
    target.restore(RUN_FILE);
    CheckpointFolder checkpoints =
        new CheckpointFolder(target.files(), new Path(target.path(), CheckpointFolder.NAME));
    new RunFolderCheck(target).requireUsable(existing, checkpoints);
    target.requireWritable();
    target.clearAway();
    checkpoints.removeHalfWritten();
    return new RunFolder(target, existing, checkpoints);
  }

  /**
   * The run's checkpoints.
   *
   * @return the folder in the folder, written at once
   */
  public CheckpointFolder checkpoints() {
    return checkpoints;
  }

  /**
   * The newest checkpoint that the run goes on from or has written.
   *
   * @return its path as it is shown
   */
  public Optional<Path> lastCheckpoint() {
    return checkpoints.last().map(ShownPath::of);
  }

  /**
   * Whether the folder holds a complete run with these parameters.
   *
   * @param sha256 of the parameters
   * @return true if {@code run.json} is there and names them
   */
  public boolean holds(String sha256) {
    try (InputStream in = files.open(inFolder(RUN_FILE))) {
      String start = new String(in.readNBytes(1000), StandardCharsets.UTF_8);
      return start.contains("\"%s\"".formatted(sha256));
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Writes a file that {@link #complete} will put into the folder.
   *
   * @param name its path in the folder, such as {@code model/model.npz}
   * @param contents what to write
   * @throws NotWrittenException if the file system fails
   */
  public void write(String name, TrainedModel.Contents contents) {
    try {
      files.mkdirs(stage);
      files.deleteOnExit(stage);
      NewFile.write(files, new Path(stage, name), contents);
    } catch (IOException e) {
      throw notWritten(name, e);
    }
  }

  private NotWrittenException notWritten(String name, IOException e) {
    return new NotWrittenException(
        "Cannot write %s: %s. %s%s"
            .formatted(
                ShownPath.of(inFolder(name)),
                NotWrittenException.reason(e),
                e.getSuppressed().length == 0
                    ? "What the folder held is as before"
                    : "The next run puts back what the folder held",
                lastCheckpoint()
                    .map(
                        last ->
                            "; the last checkpoint is "
                                + last
                                + ": fix this, then run again with --resume.")
                    .orElse(": fix this, then run the command again.")),
        e);
  }

  /**
   * Writes a text file in UTF-8.
   *
   * @param name its path in the folder
   * @param text what to write
   * @throws NotWrittenException if the file system fails
   */
  public void write(String name, String text) {
    write(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Puts the written files into place. If meanwhile someone else has put something there and it is
   * not to be overwritten, they go beside it, into the first free one of {@code folder-2}, {@code
   * folder-3} ... Without any written files the folder stays as it is.
   *
   * @return where the run lies now; a local path is without {@code file:}
   * @throws NotWrittenException if the file system fails
   */
  public Path complete() {
    Path place = folder;
    try {
      if (!files.exists(stage)) {
        return ShownPath.of(folder);
      }
      if (files.exists(folder) && (existing != ExistingRun.REFUSE || holdsOursAlone())) {
        replaceContents();
      } else {
        for (int n = 2; files.exists(place); n++) {
          place = folder.suffix("-" + n);
        }
        NewFile.rename(files, stage, place);
        if (checkpoints.isWritten()) {
          NewFile.rename(
              files, inFolder(CheckpointFolder.NAME), new Path(place, CheckpointFolder.NAME));
        }
      }
    } catch (IOException e) {
      throw notWritten(RUN_FILE, e);
    }
    files.cancelDeleteOnExit(stage);
    return ShownPath.of(place);
  }

  private boolean holdsOursAlone() throws IOException {
    return Arrays.stream(files.listStatus(folder))
        .map(FileStatus::getPath)
        .allMatch(file -> TargetFolder.isLeft(file) || RunFolderCheck.isCheckpoints(file));
  }

  private void replaceContents() throws IOException {
    new Replacement(files, folder, stage, replaced).run(RUN_FILE, OF_A_RUN::contains);
    if (existing == ExistingRun.REPLACE && !checkpoints.isWritten()) {
      files.delete(inFolder(CheckpointFolder.NAME), true);
    }
  }

  private Path inFolder(String name) {
    return new Path(folder, name);
  }

  /** Removes what was written but not completed. */
  @Override
  public void close() throws IOException {
    files.close();
  }
}
