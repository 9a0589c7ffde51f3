package dev.lockstep.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.StoppingFileSystem;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.model.NotWrittenException;
import dev.lockstep.model.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever happens to a run, the one before it is whole or a checkpoint is there. */
final class RunFolderFaultTest {
  private static final String TOKEN = "0f8fad5b-d9cb-469f-a165-70867728950e";

  @TempDir Path temporary;

  private void put(String name, String text) throws IOException {
    Path file = temporary.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private RunFolder prepare(ExistingRun existing) {
    return RunFolder.prepare(
        new org.apache.hadoop.fs.Path(temporary.resolve("run").toString()),
        new Configuration(),
        existing);
  }

  /** Every file and what it says. */
  private List<String> contents() throws IOException {
    try (Stream<Path> files = Files.walk(temporary)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> temporary.relativize(file) + "=" + read(file))
          .sorted()
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void aRun() throws IOException {
    put("run/run.json", "old");
    put("run/history.csv", "old");
    put("run/model/model.npz", "old");
  }

  @ParameterizedTest
  @CsvSource({
    "write:.*history[.]csv, history.csv, fail",
    "write:.*history[.]csv, history.csv, full",
    "rename:.*/run/model, run.json, fail",
    "rename:.*/run/run[.]json, run.json, fail"
  })
  void aFullDiskInMidWriteLeavesTheOldRunAndSaysSo(String moment, String named, String how)
      throws IOException {
    aRun();
    List<String> before = contents();
    String folder = "stopping:" + temporary.resolve("run");
    NotWrittenException failure =
        assertThrows(
            NotWrittenException.class,
            () -> {
              try (RunFolder run =
                  RunFolder.prepare(
                      new org.apache.hadoop.fs.Path(folder),
                      StoppingFileSystem.failing(moment, how),
                      ExistingRun.REPLACE)) {
                run.write("model/model.npz", "new");
                run.write("history.csv", "new".repeat(100));
                run.write("run.json", "new");
                run.complete();
              }
            });
    assertEquals(
        "Cannot write %s/%s: No space left on device. What the folder held is as before: fix this, then run the command again."
            .formatted(folder, named),
        failure.getMessage());
    assertEquals(before, contents());
  }

  @Test
  void aReplacementThatWasKilledIsUndoneByTheNextRun() throws IOException {
    put("run/.old." + TOKEN + "/run.json", "old");
    put("run/.old." + TOKEN + "/model/model.npz", "old");
    put("run/model/model.npz", "new");
    put("run/history.csv", "old");
    put("run/.new." + TOKEN + "/run.json", "new");
    assertThrows(InvalidInputException.class, () -> prepare(ExistingRun.REFUSE));
    prepare(ExistingRun.REPLACE).close();
    assertEquals(
        List.of("run/history.csv=old", "run/model/model.npz=old", "run/run.json=old"), contents());
  }

  @Test
  void whatKilledRunsLeaveIsRemovedByTheNextAndNothingElse() throws IOException {
    put("run/.new." + TOKEN + "/run.json", "half");
    put("run/.probe." + TOKEN + "/x", "half");
    put("run/checkpoints/.epoch-1.npz." + TOKEN, "half");
    put(".run." + TOKEN + "/run.json", "half");
    put(".runs." + TOKEN + "/run.json", "another's");
    put(".run.txt", "a user's");
    prepare(ExistingRun.REFUSE).close();
    assertEquals(
        List.of(".run.txt=a user's", ".runs.%s/run.json=another's".formatted(TOKEN)), contents());
  }

  @Test
  void checkpointsAloneAreAnUnfinishedRun() throws IOException {
    put("run/checkpoints/epoch-7.npz", "PK");
    assertEquals(
        "%s/run holds an unfinished run. Resume it with --resume, replace it with --overwrite, or name another folder with --out."
            .formatted(temporary),
        assertThrows(InvalidInputException.class, () -> prepare(ExistingRun.REFUSE)).getMessage());
    prepare(ExistingRun.RESUME).close();
    prepare(ExistingRun.REPLACE).close();
    assertEquals(List.of("run/checkpoints/epoch-7.npz=PK"), contents());
  }

  @Test
  void checkpointsGoWhereTheRestOfTheRunGoes() throws IOException {
    try (RunFolder run = prepare(ExistingRun.REFUSE)) {
      run.checkpoints().write(Samples.checkpoint(1));
      put("run/run.json", "another's");
      run.write("run.json", "mine");
      assertEquals(temporary.resolve("run-2").toString(), run.complete().toString());
    }
    assertEquals("another's", Files.readString(temporary.resolve("run/run.json")));
    assertEquals("mine", Files.readString(temporary.resolve("run-2/run.json")));
    assertTrue(Files.exists(temporary.resolve("run-2/checkpoints/epoch-1.npz")));
  }
}
