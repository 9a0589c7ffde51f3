package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.StoppingFileSystem;
import java.io.IOException;
import java.util.List;
import java.util.Map;
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
  void aFullDiskLeavesWhatWasThereAndOneLine() throws IOException {
    CommandRun whole = train("whole", "--epochs=3");
    for (String moment :
        List.of("write:.*epoch-2.*", "write:.*model[.]npz", "rename:.*run[.]json")) {
      String folder = "run-" + moment.replaceAll("\\W", "");
      CommandRun run = onFullDisk(folder, moment);
      assertEquals(1, run.exitCode(), run.err());
      assertTrue(lastLine(run).startsWith("Cannot write "), run.err());
      assertTrue(lastLine(run).contains("No space left on device"), run.err());
      assertTrue(lastLine(run).endsWith("mend this and --resume."), run.err());
      assertTrue(tree(folder).stream().allMatch(file -> file.startsWith("checkpoints/epoch-")));
      CommandRun resumed = train(folder, "--epochs=3", "--resume");
      assertEquals(whole.out(), resumed.out(), resumed.err());
      assertEquals(lastLine(whole), lastLine(resumed));
    }
  }

  private CommandRun onFullDisk(String folder, String moment) {
    Map<String, String> settings =
        Map.of(
            "spark.hadoop.fs.stopping.impl",
            StoppingFileSystem.class.getName(),
            "spark.hadoop." + StoppingFileSystem.AT,
            moment,
            "spark.hadoop." + StoppingFileSystem.THEN,
            "fail");
    settings.forEach(System::setProperty);
    try {
      return train("stopping:" + path(folder), "--epochs=3");
    } finally {
      settings.keySet().forEach(System::clearProperty);
    }
  }
}
