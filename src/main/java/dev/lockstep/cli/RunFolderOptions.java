package dev.lockstep.cli;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.model.Checkpoint;
import dev.lockstep.report.ExistingRun;
import dev.lockstep.report.RunFolder;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Option;

/** The options of a run folder: where it is, what becomes of a run in it, and its checkpoints. */
final class RunFolderOptions {
  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      converter = OptionValue.Place.class,
      description = "The run folder to write. Default: runs/ and the time.")
  private Path out;

  @Option(
      names = "--overwrite",
      converter = OptionValue.Flag.class,
      description = "Replace the run that --out holds, once the new one is complete.")
  private boolean overwrite;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "N",
      converter = OptionValue.Whole.class,
      description =
          "Epochs from one checkpoint to the next, the last epoch's besides; 0 for none at all."
              + " Default: ${DEFAULT-VALUE}.")
  private int checkpointEvery = 1;

  @Option(
      names = "--resume",
      converter = OptionValue.Flag.class,
      description =
          "Go on from the last checkpoint in --out, to the same bits as a run that was never"
              + " stopped.")
  private boolean resume;

  /**
   * The number of epochs from one checkpoint to the next, 0 for none, with all options checked.
   *
   * @throws InvalidInputException if it is negative or two options exclude each other
   */
  int checkpointEvery() {
    if (checkpointEvery < 0) {
      throw new InvalidInputException(
          "--checkpoint-every is %d, which is out of range: 0 or more.".formatted(checkpointEvery));
    }
    if (resume && overwrite) {
      throw new InvalidInputException(
          "--resume goes on with a run, --overwrite replaces it. Give one of them.");
    }
    if (resume && out == null) {
      throw new InvalidInputException("--resume needs the folder of the run to go on with: --out.");
    }
    return checkpointEvery;
  }

  /** The run folder. */
  Path folder() {
    return out != null ? out : NewPlace.inRuns("");
  }

  /** Whether a run is to be gone on with. */
  boolean isResumed() {
    return resume;
  }

  /** What is to become of a run in it. */
  ExistingRun existing() {
    if (resume) {
      return ExistingRun.RESUME;
    }
    return overwrite ? ExistingRun.REPLACE : ExistingRun.REFUSE;
  }

  /**
   * Where to go on from.
   *
   * @param from holds the run
   * @param warnings told of every checkpoint that is skipped
   * @throws InvalidInputException if the run is to be gone on with and has no whole checkpoint
   */
  Optional<Checkpoint> begun(RunFolder from, Consumer<String> warnings) {
    return resume ? Optional.of(from.checkpoints().latest(warnings)) : Optional.empty();
  }
}
