package dev.lockstep.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.StoppingFileSystem;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.NotWrittenException;
import dev.lockstep.network.ModelState;
import dev.lockstep.network.Score;
import dev.lockstep.network.SetScore;
import dev.lockstep.network.optimizer.Optimizers;
import dev.lockstep.train.Best;
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
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
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

  private static Checkpoint of(TrainingState state) {
    return new Checkpoint(state, Samples.SETTINGS, Samples.DATA);
  }

  /**
   * Moments too, a third set whose rows have weights, and a count of steps that is not the plan's.
   */
  @Test
  void aCheckpointIsReadAsItWasWritten() throws IOException {
    TrainingState plain = Samples.checkpoint(2).state();
    ModelState adam = new ModelState(plain.parameters(), Optimizers.of("adam").orElseThrow());
    adam.moments()
        .forEach((name, array) -> Arrays.fill(array.weights(2).values(), name.hashCode() / 3.0));
    Score valid = new Score(5, new TreeMap<>(Map.of("loss", 0.1, "correct", 2.5, "weight", 4.25)));
    List<EpochResult> history = new ArrayList<>();
    for (EpochResult result : plain.history()) {
      List<SetScore> scores = new ArrayList<>(result.scores());
      scores.add(new SetScore("valid", valid));
      history.add(new EpochResult(result.epoch(), scores, result.seconds()));
    }
    Best best = new Best(1, Samples.checkpoint(1).state().parameters());
    ModelState late = new ModelState(plain.parameters(), Map.of(), 5);
    for (Checkpoint written :
        List.of(
            Samples.checkpoint(3),
            Samples.within(3, 1200),
            of(new TrainingState(adam, plain.labels(), plain.history(), List.of())),
            of(new TrainingState(late, plain.labels(), history, List.of())),
            of(
                new TrainingState(
                    adam, plain.labels(), history, 3, 0.5, List.of(), Optional.of(best))))) {
      open().write(written);
      Checkpoint read = latest();
      assertArrayEquals(Samples.bytes(written), Samples.bytes(read));
      assertEquals(written.state().history(), read.state().history());
      FileUtils.cleanDirectory(temporary.toFile());
    }
    assertEquals(List.of(), warnings);
  }

  /** By number, not by name: an epoch's end comes after its steps and before the next one's. */
  @Test
  void theLastTwoAreKept() throws IOException {
    CheckpointFolder folder = open();
    String before = "";
    for (Checkpoint next :
        List.of(
            Samples.checkpoint(8),
            Samples.checkpoint(9),
            Samples.within(9, 90),
            Samples.within(9, 1200),
            Samples.checkpoint(10),
            Samples.checkpoint(11))) {
      folder.write(next);
      TrainingState state = next.state();
      String name =
          state.step() == 0
              ? "epoch-%d.npz".formatted(state.epoch())
              : "epoch-%d-step-%d.npz".formatted(state.epoch() + 1, state.step());
      assertEquals(Stream.of(before, name).filter(n -> !n.isEmpty()).sorted().toList(), tree());
      assertArrayEquals(Samples.bytes(next), Samples.bytes(latest()));
      before = name;
    }
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
            "Skipping a checkpoint. Cannot read %s: it is corrupt: checkpoint.json announces N bytes, 700 are possible. Copy it again from where it was made."
                .formatted(last)),
        warnings.stream().map(line -> line.replaceFirst("announces \\d+", "announces N")).toList());
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
        temporary
            + " holds no complete checkpoint to resume from. Start over with --overwrite, or name another folder with --out.",
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
