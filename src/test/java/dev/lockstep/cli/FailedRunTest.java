package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.LocalSpark;
import dev.lockstep.StoppingFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

/** A run that fails says in one line what is left of it, and that is of use. */
final class FailedRunTest extends TinyTraining {
  @Test
  void aTrainingThatDivergesNamesItsLastCheckpoint() throws IOException {
    CommandRun run = train("run", "--batch-size=12", "--learning-rate=1e100");
    assertEquals(1, run.exitCode());
    assertTrue(lastLine(run).contains("training has diverged"), run.err());
    List<String> left = tree("run");
    assertTrue(
        lastLine(run)
            .endsWith(
                " The last checkpoint is %s.".formatted(path("run/" + left.get(left.size() - 1)))),
        run.err());
  }

  @Test
  void adviceNamesNoOptionThatTheOptimiserDoesNotObey() {
    CommandRun run = train("run", "--optimizer=lbfgs", "--init-range=1e200");
    assertEquals(1, run.exitCode());
    assertTrue(
        lastLine(run)
            .endsWith("diverged. Lower --init-range, or scale the numbers: --scale standard."),
        run.err());
  }

  @Test
  void aClusterThatFailsLeavesACheckpointAndSaysHowToGoOn() {
    JavaSparkContext spark = LocalSpark.spark();
    CommandRun run;
    spark.setJobGroup("lost", "steps that are cancelled");
    spark.setLogLevel("OFF");
    try {
      Runnable lose = () -> spark.sc().cancelJobGroupAndFutureJobs("lost");
      run = train("\n  2 train_rate=", lose, "run", "--epochs=4");
    } finally {
      spark.setLogLevel("WARN");
      spark.clearJobGroup();
    }
    assertEquals(1, run.exitCode());
    assertTrue(
        run.toldLines()
            .contains(
                "The run has failed. Continue from %s with --resume."
                    .formatted(path("run/checkpoints/epoch-2.npz"))),
        run.err());
    CommandRun resumed = train("run", "--epochs=4", "--resume");
    assertEquals(lastLine(train("whole", "--epochs=4")), lastLine(resumed));
  }

  @Test
  void aRunThatIsDoneIsKeptWhereItsReportLacksTheTestSet() throws IOException {
    CommandRun whole = train("whole", "--epochs=2", "--checkpoint-every=0");
    Runnable lose = () -> path("data/mnist/t10k-images-idx3-ubyte").toFile().delete();
    CommandRun run = train("\n  2 train_rate=", lose, "run", "--epochs=2", "--checkpoint-every=0");
    assertEquals(0, run.exitCode(), run.err());
    assertEquals(lastLine(whole), lastLine(run));
    assertTrue(run.err().contains("\nThe report lacks the test set, "), run.err());
    assertEquals(tree("whole"), tree("run"));
    assertFalse(Files.readString(path("run/report.html")).contains("Confusion matrix"));
    assertTrue(Files.readString(path("whole/report.html")).contains("Confusion matrix"));
  }

  @Test
  void aFullDiskLeavesWhatWasThereAndOneLine() throws IOException {
    CommandRun whole = train("whole", "--epochs=3");
    for (String moment :
        List.of("write:.*epoch-2.*", "write:.*model[.]npz", "rename:.*run[.]json")) {
      String folder = "run-" + moment.replaceAll("\\W", "");
      CommandRun run = onFullDisk(folder, moment);
      assertEquals(1, run.exitCode(), run.err());
      assertTrue(lastLine(run).startsWith("Cannot write "), run.err());
      assertTrue(lastLine(run).contains("No space left on device"), run.err());
      assertTrue(lastLine(run).endsWith("fix this, then run again with --resume."), run.err());
      assertTrue(tree(folder).stream().allMatch(file -> file.startsWith("checkpoints/epoch-")));
      CommandRun resumed = train(folder, "--epochs=3", "--resume");
      assertEquals(whole.out(), resumed.out(), resumed.err());
      assertEquals(lastLine(whole), lastLine(resumed));
    }
  }

  private CommandRun onFullDisk(String folder, String moment) {
    return StoppingFileSystem.whileFull(
        moment, () -> train("stopping:" + path(folder), "--epochs=3"));
  }
}
