package dev.lockstep.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.StoppingFileSystem;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.NotWrittenException;
import dev.lockstep.network.ModelState;
import dev.lockstep.network.Score;
import dev.lockstep.network.SetScore;
import dev.lockstep.train.EpochResult;
import dev.lockstep.train.TrainingState;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The last two checkpoints are kept, whole, whatever happens to the writer. */
final class CheckpointFolderTest {
  @TempDir Path temporary;
  private final List<String> warnings = new ArrayList<>();

  private CheckpointFolder open() throws IOException {
    RawLocalFileSystem files = new RawLocalFileSystem();
    files.initialize(temporary.toUri(), new Configuration());
    return new CheckpointFolder(files, path(temporary.toString()));
  }

  private static org.apache.hadoop.fs.Path path(String name) {
    return new org.apache.hadoop.fs.Path(name);
  }

  private List<String> tree() throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private Checkpoint latest() throws IOException {
    return open().latest(warnings::add);
  }

  @Test
  void aCheckpointIsReadAsItWasWritten() throws IOException {
    Checkpoint written = Samples.checkpoint(3);
    open().write(written);
    Checkpoint read = latest();
    assertEquals(written.state().parameters().sha256(), read.state().parameters().sha256());
    assertEquals(written.state().history(), read.state().history());
    assertEquals(written.state().labels(), read.state().labels());
    assertEquals(written.settings(), read.settings());
    assertEquals(written.data(), read.data());
    assertEquals(List.of(), warnings);
  }

  @Test
  void oneWithinAnEpochIsReadAsItWasWritten() throws IOException {
    TrainingState written = Samples.within(3, 1200).state();
    open().write(Samples.within(3, 1200));
    TrainingState read = latest().state();
    assertEquals(List.of("epoch-4-step-1200.npz"), tree());
    assertEquals(written.parameters().sha256(), read.parameters().sha256());
    assertEquals(written.history(), read.history());
    assertEquals(1200, read.step());
    assertEquals(written.seconds(), read.seconds());
    assertEquals(List.of(1), read.resumedFrom());
  }

  /** As after steps that were left out, and with a third set, whose rows have weights. */
  @Test
  void allSetsAndTheCountOfStepsAreReadAsTheyWereWritten() throws IOException {
    TrainingState plain = Samples.checkpoint(2).state();
    Score valid = new Score(5, new TreeMap<>(Map.of("loss", 0.1, "correct", 2.5, "weight", 4.25)));
    List<EpochResult> history = new ArrayList<>();
    for (EpochResult result : plain.history()) {
      List<SetScore> scores = new ArrayList<>(result.scores());
      scores.add(new SetScore("valid", valid));
      history.add(new EpochResult(result.epoch(), scores, result.seconds()));
    }
    ModelState model = new ModelState(plain.parameters(), Map.of(), 5);
    TrainingState written = new TrainingState(model, plain.labels(), history, List.of());
    open().write(new Checkpoint(written, Samples.SETTINGS, Samples.DATA));
    TrainingState read = latest().state();
    assertEquals(history, read.history());
    assertEquals(5, read.model().steps());
  }

  /** An epoch's end comes after its steps, and those after the end of the epoch before. */
  @Test
  void theLastTwoAreKeptWithinEpochsToo() throws IOException {
    CheckpointFolder folder = open();
    folder.write(Samples.checkpoint(9));
    folder.write(Samples.within(9, 90));
    assertEquals(List.of("epoch-10-step-90.npz", "epoch-9.npz"), tree());
    assertEquals(90, latest().state().step());
    folder.write(Samples.within(9, 1200));
    assertEquals(List.of("epoch-10-step-1200.npz", "epoch-10-step-90.npz"), tree());
    assertEquals(1200, latest().state().step());
    folder.write(Samples.checkpoint(10));
    assertEquals(List.of("epoch-10-step-1200.npz", "epoch-10.npz"), tree());
    assertEquals(10, latest().state().epoch());
  }

  @Test
  void theLastTwoAreKeptByNumberNotByName() throws IOException {
    CheckpointFolder folder = open();
    for (int epoch = 8; epoch <= 11; epoch++) {
      folder.write(Samples.checkpoint(epoch));
    }
    assertEquals(List.of("epoch-10.npz", "epoch-11.npz"), tree());
    assertEquals(11, latest().state().epoch());
  }

  @Test
  void aDamagedOneIsSkippedWithAWarningAndWrittenAgain() throws IOException {
    CheckpointFolder folder = open();
    folder.write(Samples.checkpoint(1));
    folder.write(Samples.checkpoint(2));
    Path last = temporary.resolve("epoch-2.npz");
    Files.write(last, Arrays.copyOf(Files.readAllBytes(last), 700));
    CheckpointFolder resumed = open();
    assertEquals(1, resumed.latest(warnings::add).state().epoch());
    assertEquals(
        List.of(
            "Skipping a checkpoint. Cannot read %s: it breaks off after byte 700. Probably cut off while copying: copy it again."
                .formatted(last)),
        warnings);
    resumed.write(Samples.checkpoint(2));
    assertEquals(2, latest().state().epoch());
    assertEquals(List.of("epoch-1.npz", "epoch-2.npz"), tree());
  }

  @Test
  void oneOfAnotherVersionIsNotDamagedAndSoNotSkipped() throws IOException {
    Path earlier = temporary.resolve("epoch-2.npz");
    open().write(Samples.checkpoint(1));
    Files.copy(Path.of("src/test/resources/golden/earlier/epoch-2.npz"), earlier);
    Files.writeString(temporary.resolve("epoch-3.npz"), "PK");
    String message = assertThrows(InvalidInputException.class, this::latest).getMessage();
    assertTrue(message.startsWith("Cannot read %s: it was begun".formatted(earlier)), message);
    assertEquals(1, warnings.size());
  }

  @Test
  void noneAndNoWholeOneAreToldApart() throws IOException {
    assertEquals(
        temporary
            + " holds no checkpoint to resume from. Start over with --overwrite, or name another folder with --out.",
        assertThrows(InvalidInputException.class, this::latest).getMessage());
    Files.writeString(temporary.resolve("epoch-1.npz"), "PK");
    assertEquals(
        temporary + " holds no complete checkpoint to resume from. Start over with --overwrite.",
        assertThrows(InvalidInputException.class, this::latest).getMessage());
    assertEquals(1, warnings.size());
  }

  @Test
  void whatAKilledWriterLeftIsNoCheckpointAndIsRemoved() throws IOException {
    Files.writeString(temporary.resolve(".epoch-5.npz.0f8fad5b-d9cb-469f-a165-70867728950e"), "PK");
    Files.writeString(
        temporary.resolve(".epoch-6-step-40.npz.0f8fad5b-d9cb-469f-a165-70867728950e"), "PK");
    Files.writeString(temporary.resolve("notes"), "a user's");
    CheckpointFolder folder = open();
    assertTrue(folder.isEmpty());
    folder.removeHalfWritten();
    assertEquals(List.of("notes"), tree());
  }

  /** As Hadoop does on Ctrl-C, which the writer does not outlive. */
  @Test
  void aFileSystemThatIsClosedInMidWriteLeavesNothingHalfWritten() throws IOException {
    List<List<String>> trees = new ArrayList<>();
    RawLocalFileSystem files =
        new RawLocalFileSystem() {
          @Override
          public FSDataOutputStream create(
              org.apache.hadoop.fs.Path file,
              boolean overwrite,
              int bufferSize,
              short replication,
              long blockSize,
              Progressable progress)
              throws IOException {
            FSDataOutputStream out =
                super.create(file, overwrite, bufferSize, replication, blockSize, progress);
            return new FSDataOutputStream(
                new FilterOutputStream(out) {
                  @Override
                  public void write(int b) throws IOException {
                    if (trees.isEmpty()) {
                      trees.add(tree());
                      close();
                      closeFiles();
                      trees.add(tree());
                    }
                  }
                },
                null);
          }

          private void closeFiles() throws IOException {
            close();
          }
        };
    files.initialize(temporary.toUri(), new Configuration());
    CheckpointFolder folder = new CheckpointFolder(files, path(temporary.toString()));
    assertThrows(NotWrittenException.class, () -> folder.write(Samples.checkpoint(1)));
    assertEquals(1, trees.get(0).size());
    assertEquals(List.of(), trees.get(1));
  }

  @Test
  void twoRunsInOneFolderAreAFailureNotAMixture() throws IOException {
    CheckpointFolder one = open();
    CheckpointFolder other = open();
    one.write(Samples.checkpoint(1));
    assertEquals(
        "Cannot write the checkpoint %s/epoch-2.npz: another run has put epoch-1.npz there. There is none before it: fix this, then run the command again."
            .formatted(temporary),
        assertThrows(NotWrittenException.class, () -> other.write(Samples.checkpoint(2)))
            .getMessage());
    assertEquals(List.of("epoch-1.npz"), tree());
  }

  @Test
  void theCheckpointsOfARunThatIsReplacedGoWithTheFirstNewOne() throws IOException {
    CheckpointFolder old = open();
    old.write(Samples.checkpoint(1));
    old.write(Samples.checkpoint(7));
    CheckpointFolder replacing = open();
    replacing.write(Samples.checkpoint(1));
    assertEquals(List.of("epoch-1.npz"), tree());
    assertEquals(1, latest().state().epoch());
  }

  @ParameterizedTest
  @CsvSource({"write,fail", "write,full", "rename,fail"})
  void aFullDiskInMidWriteLeavesTheOneBeforeAndSaysSo(String at, String how) throws IOException {
    FileSystem files =
        FileSystem.newInstance(
            path("stopping:/").toUri(), StoppingFileSystem.failing(at + ":.*epoch-2[.]npz.*", how));
    CheckpointFolder folder = new CheckpointFolder(files, path("stopping:" + temporary));
    folder.write(Samples.checkpoint(1));
    assertEquals(
        "Cannot write the checkpoint stopping:%1$s/epoch-2.npz: No space left on device. The last one is stopping:%1$s/epoch-1.npz: fix this, then run again with --resume."
            .formatted(temporary),
        assertThrows(NotWrittenException.class, () -> folder.write(Samples.checkpoint(2)))
            .getMessage());
    assertEquals(List.of("epoch-1.npz"), tree());
    assertEquals(1, latest().state().epoch());
  }
}
