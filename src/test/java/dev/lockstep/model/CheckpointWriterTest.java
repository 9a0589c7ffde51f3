package dev.lockstep.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.io.NotWrittenException;
import dev.lockstep.network.Parameters;
import dev.lockstep.train.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is what was reached, however training goes on meanwhile; a fault is told. */
final class CheckpointWriterTest {
  @TempDir Path temporary;

  private CheckpointFolder folder() throws IOException {
    FileSystem files = new RawLocalFileSystem();
    files.initialize(temporary.toUri(), new Configuration());
    return new CheckpointFolder(
        files, new org.apache.hadoop.fs.Path(temporary.resolve("checkpoints").toString()));
  }

  private CheckpointWriter writer(int every) throws IOException {
    return new CheckpointWriter(folder(), every, Samples.SETTINGS, Samples.DATA);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(temporary.resolve("checkpoints"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void parametersThatGoOnChangingLeaveTheCheckpointAsItWas() throws IOException {
    for (int epoch = 1; epoch <= 9; epoch++) {
      TrainingState state = Samples.checkpoint(epoch).state();
      String reached = state.parameters().sha256();
      try (CheckpointWriter writer = writer(1)) {
        writer.stateReached(state);
        state.parameters().copyFrom(new Parameters(state.parameters().topology()));
      }
      Checkpoint read = folder().latest(warning -> {});
      assertEquals(epoch, read.state().epoch());
      assertEquals(reached, read.state().parameters().sha256());
    }
  }

  /** The sample is to be trained for nine epochs. */
  @Test
  void everySoManyAndTheLastAreKept() throws IOException {
    try (CheckpointWriter writer = writer(4)) {
      for (int epoch = 1; epoch <= 9; epoch++) {
        writer.stateReached(Samples.checkpoint(epoch).state());
      }
    }
    assertEquals(List.of("epoch-8.npz", "epoch-9.npz"), names());
  }

  @Test
  void theLastIsKeptOfATrainingThatEndsEarly() throws IOException {
    for (int epoch : List.of(5, 8)) {
      try (CheckpointWriter writer = writer(4)) {
        writer.endedEarly(Samples.checkpoint(epoch).state());
      }
    }
    assertEquals(List.of("epoch-5.npz"), names());
  }

  /** Of epochs of 12 minutes in slices of half a minute; none is looked at between two slices. */
  @Test
  void atMostFiveMinutesLieBetweenTwoCheckpointsOfALongEpoch() throws IOException {
    AtomicLong now = new AtomicLong();
    try (CheckpointWriter writer =
        new CheckpointWriter(folder(), 2, Samples.SETTINGS, Samples.DATA, now::get)) {
      List<List<String>> kept = new ArrayList<>();
      for (int slice = 1; slice <= 48; slice++) {
        now.addAndGet(Duration.ofSeconds(30).toNanos());
        int step = slice % 24;
        Checkpoint reached =
            step == 0 ? Samples.checkpoint(slice / 24) : Samples.within(slice / 24, step);
        writer.stateReached(reached.state());
        writer.awaitWritten();
        List<String> names = Files.exists(temporary.resolve("checkpoints")) ? names() : List.of();
        if (kept.isEmpty() || !kept.get(kept.size() - 1).equals(names)) {
          kept.add(names);
        }
      }
      assertEquals(
          List.of(
              List.of(),
              List.of("epoch-1-step-9.npz"),
              List.of("epoch-1-step-18.npz", "epoch-1-step-9.npz"),
              List.of("epoch-1-step-18.npz", "epoch-2-step-9.npz"),
              List.of("epoch-2-step-18.npz", "epoch-2-step-9.npz"),
              List.of("epoch-2-step-18.npz", "epoch-2.npz")),
          kept);
    }
  }

  @Test
  void ofNoneNothingIsWritten() throws IOException {
    AtomicLong now = new AtomicLong();
    try (CheckpointWriter none =
        new CheckpointWriter(folder(), 0, Samples.SETTINGS, Samples.DATA, now::get)) {
      now.set(Duration.ofHours(1).toNanos());
      none.stateReached(Samples.within(8, 3).state());
      none.stateReached(Samples.checkpoint(9).state());
    }
    assertFalse(Files.exists(temporary.resolve("checkpoints")));
  }

  @Test
  void aCheckpointThatCannotBeWrittenIsToldOnceAtTheNextOneOrTheEnd() throws IOException {
    Files.createFile(temporary.resolve("checkpoints")); // where there must be a folder
    CheckpointWriter atTheNext = writer(1);
    atTheNext.stateReached(Samples.checkpoint(1).state());
    assertThrows(
        NotWrittenException.class, () -> atTheNext.stateReached(Samples.checkpoint(2).state()));
    atTheNext.close();
    CheckpointWriter atTheEnd = writer(1);
    atTheEnd.stateReached(Samples.checkpoint(9).state());
    assertThrows(NotWrittenException.class, atTheEnd::close);
  }
}
