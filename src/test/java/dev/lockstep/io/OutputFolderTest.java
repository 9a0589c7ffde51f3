package dev.lockstep.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.StoppingFileSystem;
import dev.lockstep.io.OutputKind.Existing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens, a folder holds a complete result, the one before it, or none. */
final class OutputFolderTest {
  private static final String TOKEN = "0f8fad5b-d9cb-469f-a165-70867728950e";

  private static final OutputKind RUN =
      new OutputKind("run", "run.json", Set.of("model", "history.csv")::contains, "checkpoints");

  private static final OutputKind PREDICTION =
      new OutputKind("prediction", "_SUCCESS", name -> name.startsWith("part-"), "");

  private static final OutputKind EVALUATION =
      new OutputKind("evaluation", "evaluation.json", "report.html"::equals, "");

  @TempDir Path temporary;

  static List<OutputKind> kinds() {
    return List.of(RUN, PREDICTION, EVALUATION);
  }

  /** A part that is written at once. */
  private static final class Parts implements LiveFolder {
    private final FileSystem files;
    private final org.apache.hadoop.fs.Path part;
    private final org.apache.hadoop.fs.Path half;
    private final boolean empty;
    private boolean written;

    Parts(FileSystem files, org.apache.hadoop.fs.Path folder) throws IOException {
      this.files = files;
      this.part = new org.apache.hadoop.fs.Path(folder, "part");
      this.half = new org.apache.hadoop.fs.Path(folder, ".half");
      this.empty = !files.exists(part);
    }

    void write() throws IOException {
      files.delete(part, false);
      NewFile.write(files, part, out -> out.write('7'));
      written = true;
    }

    @Override
    public boolean isEmpty() {
      return empty;
    }

    @Override
    public boolean isWritten() {
      return written;
    }

    @Override
    public void removeHalfWritten() throws IOException {
      files.delete(half, false);
    }
  }

  private OutputFolder<Parts> prepare(OutputKind kind, Existing existing) {
    return prepare(kind, "", existing, new Configuration());
  }

  private OutputFolder<Parts> prepare(
      OutputKind kind, String scheme, Existing existing, Configuration hadoop) {
    return OutputFolder.prepare(
        kind,
        new org.apache.hadoop.fs.Path(scheme + temporary.resolve("out")),
        hadoop,
        existing,
        Parts::new);
  }

  private void assertRefused(String expected, OutputKind kind, Existing existing) {
    String message =
        assertThrows(InvalidInputException.class, () -> prepare(kind, existing)).getMessage();
    assertEquals(expected, message.replace(temporary + "/", ""));
  }

  private void put(String name, String text) throws IOException {
    Path file = temporary.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void aFileThatTheKindDoesNotKnowIsNotWritten() throws IOException {
    try (OutputFolder<?> folder = prepare(RUN, Existing.REFUSE)) {
      assertThrows(IllegalArgumentException.class, () -> folder.write("notes.txt", "new"));
    }
  }

  /** Every file, hidden or not, and what it says. */
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
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aResultIsThereWhenItIsCompleteAndNotBefore(OutputKind kind) throws IOException {
    Path out = temporary.resolve("out");
    try (OutputFolder<?> folder = prepare(kind, Existing.REFUSE)) {
      assertEquals(List.of(), contents());
      folder.write(kind.marker(), "new");
      assertTrue(Files.notExists(out));
      assertEquals(out.toString(), folder.complete());
    }
    assertEquals(List.of("out/%s=new".formatted(kind.marker())), contents());
    assertRefused(
        "out holds %s already. Name another folder with --out, or replace it with --overwrite."
            .formatted(kind.one()),
        kind,
        Existing.REFUSE);
  }

  /** Which may be a mount point. */
  @Test
  void anEmptyFolderIsFilledAndStaysTheSame() throws IOException {
    Path out = Files.createDirectory(temporary.resolve("out"));
    Object identity = Files.getAttribute(out, "unix:ino");
    try (OutputFolder<?> folder = prepare(RUN, Existing.REFUSE)) {
      folder.write("run.json", "not completed");
    }
    assertTrue(FileUtils.isEmptyDirectory(out.toFile()));
    try (OutputFolder<?> folder = prepare(RUN, Existing.REFUSE)) {
      folder.write("model/model.npz", bytes -> bytes.write('7'));
      folder.write("run.json", "new");
      folder.complete();
    }
    assertEquals(List.of("out/model/model.npz=7", "out/run.json=new"), contents());
    assertEquals(identity, Files.getAttribute(out, "unix:ino"));
  }

  @Test
  void aResultIsReplacedWhenTheNewOneIsCompleteAndOnlyItsOwnFilesAre() throws IOException {
    put("out/_SUCCESS", "old");
    put("out/part-00000.csv", "old");
    put("out/part-00001.csv", "old");
    put("out/notes.txt", "mine");
    List<String> before = contents();
    try (OutputFolder<?> folder = prepare(PREDICTION, Existing.REPLACE)) {
      folder.write("_SUCCESS", "not completed");
    }
    assertEquals(before, contents());
    try (OutputFolder<?> folder = prepare(PREDICTION, Existing.REPLACE)) {
      // As a job of Hadoop's writes.
      Files.writeString(Path.of(folder.stage().toUri().getPath(), "part-00000.csv"), "new");
      folder.write("_SUCCESS", "new");
      assertEquals("old", read(temporary.resolve("out/part-00000.csv")));
      folder.complete();
    }
    assertEquals(
        List.of("out/_SUCCESS=new", "out/notes.txt=mine", "out/part-00000.csv=new"), contents());
  }

  @ParameterizedTest
  @EnumSource(
      value = Existing.class,
      names = {"REFUSE", "REPLACE"})
  void whatIsNoResultOfTheKindIsNeverReplaced(Existing existing) throws IOException {
    put("out/evaluation.json", "old");
    assertRefused(
        "out is not empty and holds no run (run.json). Name another folder with --out.",
        RUN,
        existing);
    FileUtils.deleteDirectory(temporary.resolve("out").toFile());
    assertRefused(
        "out holds no run to resume. Correct --out, or train without --resume.",
        RUN,
        Existing.RESUME);
    put("out", "");
    assertRefused("out is a file. Name a folder with --out.", RUN, existing);
    String below = temporary.resolve("out/a/b").toString();
    assertEquals(
        "Cannot make %s: %s is a file. Name another folder with --out."
            .formatted(below, temporary.resolve("out")),
        assertThrows(
                InvalidInputException.class,
                () ->
                    OutputFolder.prepare(
                        RUN, new org.apache.hadoop.fs.Path(below), new Configuration(), false))
            .getMessage());
  }

  /** With its live part. */
  @Test
  void aResultThatSomeoneElseHasPutThereMeanwhileIsKept() throws IOException {
    try (OutputFolder<Parts> folder = prepare(RUN, Existing.REFUSE)) {
      folder.live().write();
      folder.write("run.json", "third");
      put("out/run.json", "first");
      put("out-2/run.json", "second");
      assertEquals(temporary.resolve("out-3").toString(), folder.complete());
    }
    assertEquals(
        List.of(
            "out-2/run.json=second",
            "out-3/checkpoints/part=7",
            "out-3/run.json=third",
            "out/run.json=first"),
        contents());
  }

  @ParameterizedTest
  @CsvSource({"readonly:, it is read-only", "none:, No FileSystem for scheme \"none\""})
  void aFileSystemThatCannotBeWrittenIsRefused(String scheme, String fault) {
    Configuration hadoop = new Configuration();
    hadoop.setClass("fs.readonly.impl", ReadOnly.class, FileSystem.class);
    assertEquals(
        "Cannot write to %s%s: %s. Name another folder with --out."
            .formatted(scheme, temporary.resolve("out"), fault),
        assertThrows(
                InvalidInputException.class, () -> prepare(RUN, scheme, Existing.REFUSE, hadoop))
            .getMessage());
  }

  /** Refuses to make folders. */
  public static final class ReadOnly extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create("readonly:///");
    }

    @Override
    public boolean mkdirs(org.apache.hadoop.fs.Path folder, FsPermission permission)
        throws IOException {
      throw new IOException("it is read-only\nand says so at length");
    }

    @Override
    public boolean mkdirs(org.apache.hadoop.fs.Path folder) throws IOException {
      return mkdirs(folder, FsPermission.getDirDefault());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "write:.*history[.]csv, history.csv, fail",
    "write:.*history[.]csv, history.csv, full",
    "rename:.*/out/model, run.json, fail",
    "rename:.*/out/run[.]json, run.json, fail"
  })
  void aFullDiskInMidWriteLeavesTheOldResultAndSaysSo(String moment, String named, String how)
      throws IOException {
    put("out/run.json", "old");
    put("out/history.csv", "old");
    put("out/model/model.npz", "old");
    List<String> before = contents();
    Configuration hadoop = StoppingFileSystem.failing(moment, how);
    NotWrittenException failure =
        assertThrows(
            NotWrittenException.class,
            () -> {
              try (OutputFolder<?> folder = prepare(RUN, "stopping:", Existing.REPLACE, hadoop)) {
                folder.write("model/model.npz", "new");
                folder.write("history.csv", "new".repeat(100));
                folder.write("run.json", "new");
                folder.complete();
              }
            });
    assertEquals(
        "Cannot write stopping:%s/%s: No space left on device. What the folder held is as before: fix this, then run the command again."
            .formatted(temporary.resolve("out"), named),
        failure.getMessage());
    assertEquals(before, contents());
  }

  @Test
  void aReplacementThatWasKilledIsUndoneByTheNextCommand() throws IOException {
    put("out/.old." + TOKEN + "/run.json", "old");
    put("out/.old." + TOKEN + "/model/model.npz", "old");
    put("out/model/model.npz", "new");
    put("out/history.csv", "old");
    put("out/.new." + TOKEN + "/run.json", "new");
    prepare(RUN, Existing.REPLACE).close();
    assertEquals(
        List.of("out/history.csv=old", "out/model/model.npz=old", "out/run.json=old"), contents());
  }

  @Test
  void whatKilledRunsLeaveIsRemovedByTheNextAndNothingElse() throws IOException {
    put("out/.new." + TOKEN + "/run.json", "half");
    put("out/.probe." + TOKEN + "/x", "half");
    put("out/checkpoints/.half", "half");
    put(".out." + TOKEN + "/run.json", "half");
    put(".outs." + TOKEN + "/run.json", "another's");
    put(".out.txt", "a user's");
    prepare(RUN, Existing.REFUSE).close();
    assertEquals(
        List.of(".out.txt=a user's", ".outs.%s/run.json=another's".formatted(TOKEN)), contents());
  }

  /** It may be filled by another command's tasks. */
  @Test
  void theStageOfAResultStaysAndIsNoResult() throws IOException {
    put("out/.new." + TOKEN + "/_SUCCESS", "another's");
    try (OutputFolder<?> folder = prepare(PREDICTION, Existing.REFUSE)) {
      folder.write("_SUCCESS", "new");
      assertEquals(temporary.resolve("out").toString(), folder.complete());
    }
    assertEquals(
        List.of("out/.new.%s/_SUCCESS=another's".formatted(TOKEN), "out/_SUCCESS=new"), contents());
  }

  @Test
  void aLivePartAloneIsAnUnfinishedResult() throws IOException {
    put("out/checkpoints/part", "old");
    assertRefused(
        "out holds an unfinished run. Resume it with --resume, replace it with --overwrite, or name another folder with --out.",
        RUN,
        Existing.REFUSE);
    prepare(RUN, Existing.RESUME).close();
    prepare(RUN, Existing.REPLACE).close();
    assertEquals(List.of("out/checkpoints/part=old"), contents());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theLivePartOfAReplacedResultIsRemovedUnlessItWasWrittenAnew(boolean written)
      throws IOException {
    put("out/run.json", "old");
    put("out/checkpoints/part", "old");
    try (OutputFolder<Parts> folder = prepare(RUN, Existing.REPLACE)) {
      if (written) {
        folder.live().write();
      }
      folder.write("run.json", "new");
      assertTrue(folder.holds(List.of("old", "ol")));
      assertFalse(folder.holds(List.of("old", "new")));
      folder.complete();
      assertTrue(folder.holds(List.of("new")));
    }
    assertEquals(
        written
            ? List.of("out/checkpoints/part=7", "out/run.json=new")
            : List.of("out/run.json=new"),
        contents());
  }
}
