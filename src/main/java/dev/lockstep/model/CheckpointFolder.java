package dev.lockstep.model;

import dev.lockstep.io.HadoopFile;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.LiveFolder;
import dev.lockstep.io.MessageText;
import dev.lockstep.io.NewFile;
import dev.lockstep.io.NotWrittenException;
import dev.lockstep.train.TrainingState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The last two checkpoints of a run, on any file system that Hadoop writes: {@code epoch-7.npz} at
 * the end of an epoch, {@code epoch-8-step-1200.npz} within one.
 *
 * <p>A file is written under a hidden name beside the others and renamed into place when it is
 * complete; only then are older ones removed. For one run at a time: where another's checkpoints
 * turn up, this one fails.
 */
public final class CheckpointFolder implements LiveFolder {
  private static final int KEPT = 2;
  private static final Pattern CHECKPOINT =
      Pattern.compile("epoch-([0-9]{1,10})(-step-([0-9]{1,10}))?[.]npz");
  private static final Pattern HALF_WRITTEN =
      Pattern.compile("[.]epoch-[0-9]+(-step-[0-9]+)?[.]npz[.][-0-9a-f]{36}");

  private final FileSystem files;
  private final Path folder;

  /** What was there before, which this run resumes from or replaces. */
  private final List<Path> before;

  /** What this run has resumed from and written, oldest first. */
  private final List<Path> kept = new ArrayList<>();

  private boolean written;

  /** Looks at a folder, which need not exist; its file system stays open. */
  public CheckpointFolder(FileSystem files, Path folder) throws IOException {
    this.files = files;
    this.folder = files.makeQualified(folder); // as its files are listed
    this.before = checkpoints();
  }

  @Override
  public boolean isEmpty() {
    return before.isEmpty();
  }

  @Override
  public boolean isWritten() {
    return written;
  }

  /** The newest checkpoint that this run has resumed from or written. */
  @Override
  public Optional<String> last() {
    return kept.isEmpty()
        ? Optional.empty()
        : Optional.of(MessageText.path(kept.get(kept.size() - 1)));
  }

  @Override
  public void removeHalfWritten() throws IOException {
    for (Path file : LiveFolder.list(files, folder)) {
      if (HALF_WRITTEN.matcher(file.getName()).matches()) {
        files.delete(file, false);
      }
    }
  }

  /**
   * Reads the newest checkpoint that is complete.
   *
   * @param warnings gets a line for each that is not
   * @throws InvalidInputException if there is no complete one, or if the newest is of another
   *     version of Lockstep
   */
  public Checkpoint latest(Consumer<String> warnings) {
    for (int i = before.size() - 1; i >= 0; i--) {
      try {
        Checkpoint checkpoint = Checkpoint.read(new HadoopFile(files, before.get(i)));
        kept.add(before.get(i));
        return checkpoint;
      } catch (FormatVersion.OtherVersionException e) {
        throw e;
      } catch (InvalidInputException e) {
        warnings.accept("Skipping a checkpoint. " + e.getMessage());
      }
    }
    throw new InvalidInputException(
        "%s holds no %scheckpoint to resume from. Start over with --overwrite, or name another folder with --out."
            .formatted(MessageText.path(folder), before.isEmpty() ? "" : "complete "));
  }

  /**
   * Adds a checkpoint and keeps the one before it; all others are removed.
   *
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
              files.deleteOnExit(half); // has no effect before the file exists
              checkpoint.write(out);
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
                  MessageText.path(file),
                  NotWrittenException.reason(e),
                  last()
                      .map("The last one is %s: fix this, then run again with --resume."::formatted)
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

  /** Complete and damaged ones, oldest first; an epoch's end comes after all of its steps. */
  private List<Path> checkpoints() throws IOException {
    return LiveFolder.list(files, folder).stream()
        .filter(file -> CHECKPOINT.matcher(file.getName()).matches())
        .sorted(
            Comparator.comparingLong((Path file) -> number(file, 1))
                .thenComparingLong(file -> number(file, 3)))
        .toList();
  }

  /** A number in the name of a checkpoint; the greatest where it is not there. */
  private static long number(Path file, int group) {
    Matcher parts = CHECKPOINT.matcher(file.getName());
    return parts.matches() && parts.group(group) != null
        ? Long.parseLong(parts.group(group))
        : Long.MAX_VALUE;
  }
}
