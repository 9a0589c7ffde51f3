package dev.lockstep.model;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.train.TrainingState;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The checkpoints of a run: {@code epoch-7.npz}, at the end of an epoch, or {@code
 * epoch-8-step-1200.npz}, within one, and the one before it, on any file system that Hadoop writes.
 *
 * <p>A file is written under a hidden name beside and renamed into place when it is whole; only
 * then do older ones go. For one run at a time: where another's checkpoints turn up, this one
 * fails.
 */
public final class CheckpointFolder {
  /** Its name in a run folder. */
  public static final String NAME = "checkpoints";

  private static final int KEPT = 2;
  private static final Pattern CHECKPOINT =
      Pattern.compile("epoch-([0-9]{1,10})(-step-([0-9]{1,10}))?[.]npz");
  private static final Pattern HALF_WRITTEN =
      Pattern.compile("[.]epoch-[0-9]+(-step-[0-9]+)?[.]npz[.][-0-9a-f]{36}");

  private final FileSystem files;
  private final Path folder;

  /** What was there before, which is this run's to go on with or to replace. */
  private final List<Path> before;

  /** What this run goes on from and has written, oldest first. */
  private final List<Path> kept = new ArrayList<>();

  private boolean written;

  /**
   * Looks at a folder.
   *
   * @param files its file system; stays open
   * @param folder the folder, which need not be there
   * @throws IOException if the file system fails
   */
  public CheckpointFolder(FileSystem files, Path folder) throws IOException {
    this.files = files;
    this.folder = files.makeQualified(folder); // as its files are listed
    this.before = checkpoints();
  }

  /**
   * Whether there is anything to go on from or to replace.
   *
   * @return false for an empty or missing folder
   */
  public boolean isEmpty() {
    return before.isEmpty();
  }

  /**
   * Whether this run has put a checkpoint there.
   *
   * @return true after the first {@link #write}
   */
  public boolean isWritten() {
    return written;
  }

  /**
   * The newest checkpoint that this run goes on from or has written.
   *
   * @return its path, if there is one
   */
  public Optional<Path> last() {
    return kept.isEmpty() ? Optional.empty() : Optional.of(kept.get(kept.size() - 1));
  }

  /**
   * Removes what writers that were killed have left.
   *
   * @throws IOException if the file system fails
   */
  public void removeHalfWritten() throws IOException {
    for (Path file : list()) {
      if (HALF_WRITTEN.matcher(file.getName()).matches()) {
        files.delete(file, false);
      }
    }
  }

  /**
   * Reads the newest checkpoint that is whole.
   *
   * @param warnings told of each that is not, in a line
   * @return what to go on from
   * @throws InvalidInputException if there is none, or if the newest is of another version of
   *     Lockstep
   */
  public Checkpoint latest(Consumer<String> warnings) {
    for (int i = before.size() - 1; i >= 0; i--) {
      try {
        Checkpoint checkpoint = CheckpointFile.read(files, before.get(i));
        kept.add(before.get(i));
        return checkpoint;
      } catch (OtherVersionException e) {
        throw e;
      } catch (InvalidInputException e) {
        warnings.accept("Skipping a checkpoint. " + e.getMessage());
      }
    }
    throw new InvalidInputException(
        before.isEmpty()
            ? "%s holds no checkpoint to resume from. Start over with --overwrite, or name another folder with --out."
                .formatted(ShownPath.of(folder))
            : "%s holds no complete checkpoint to resume from. Start over with --overwrite."
                .formatted(ShownPath.of(folder)));
  }

  /**
   * Adds a checkpoint and keeps the one before it; all others go.
   *
   * @param checkpoint what to write
   * @throws NotWrittenException if the file system fails; older checkpoints stay as they are
   */
  public void write(Checkpoint checkpoint) {
    String name = name(checkpoint.state());
    Path file = new Path(folder, name);
    Path half = new Path(folder, ".%s.%s".formatted(name, UUID.randomUUID()));
    try {
      requireNoOthers();
      try {
        NewFile.write(
            files,
            half,
            out -> {
              files.deleteOnExit(half); // which a file that is not there yet would not be
              CheckpointFile.write(checkpoint, out);
            });
        if (files.exists(file)) {
          files.delete(file, false); // a damaged one, or one of a run that is being replaced
        }
        NewFile.rename(files, half, file);
      } catch (IOException e) {
        files.delete(half, false);
        throw e;
      } finally {
        files.cancelDeleteOnExit(half);
      }
      written = true;
      kept.remove(file);
      kept.add(file);
      removeAllBut(kept.subList(Math.max(0, kept.size() - KEPT), kept.size()));
    } catch (IOException e) {
      throw new NotWrittenException(
          "Cannot write the checkpoint %s: %s. %s"
              .formatted(
                  ShownPath.of(file),
                  NotWrittenException.reason(e),
                  last()
                      .map(
                          path ->
                              "The last one is "
                                  + ShownPath.of(path)
                                  + ": fix this, then run again with --resume.")
                      .orElse("There is none before it: fix this, then run the command again.")),
          e);
    }
  }

  private void requireNoOthers() throws IOException {
    for (Path file : checkpoints()) {
      if (!before.contains(file) && !kept.contains(file)) {
        throw new IOException("another run has put %s there".formatted(file.getName()));
      }
    }
  }

  private void removeAllBut(List<Path> these) throws IOException {
    for (Path file : checkpoints()) {
      if (!these.contains(file)) {
        files.delete(file, false);
      }
    }
  }

  private static String name(TrainingState state) {
    return state.step() == 0
        ? "epoch-%d.npz".formatted(state.epoch())
        : "epoch-%d-step-%d.npz".formatted(state.epoch() + 1, state.step());
  }

  /** Whole and damaged ones, oldest first. */
  private List<Path> checkpoints() throws IOException {
    return list().stream()
        .filter(file -> CHECKPOINT.matcher(file.getName()).matches())
        .sorted(
            Comparator.comparingLong(CheckpointFolder::epoch)
                .thenComparingLong(CheckpointFolder::step))
        .toList();
  }

  private static long epoch(Path file) {
    return Long.parseLong(parts(file).group(1));
  }

  /** An epoch's end comes after all of its steps. */
  private static long step(Path file) {
    String step = parts(file).group(3);
    return step == null ? Long.MAX_VALUE : Long.parseLong(step);
  }

  private static Matcher parts(Path file) {
    Matcher parts = CHECKPOINT.matcher(file.getName());
    if (!parts.matches()) {
      throw new IllegalArgumentException(file.toString());
    }
    return parts;
  }

  private List<Path> list() throws IOException {
    List<Path> paths = new ArrayList<>();
    try {
      for (FileStatus file : files.listStatus(folder)) {
        paths.add(file.getPath());
      }
    } catch (FileNotFoundException e) {
      return List.of();
    }
    return paths;
  }
}
