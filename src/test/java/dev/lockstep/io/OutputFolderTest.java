package dev.lockstep.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.StoppingFileSystem;
import dev.lockstep.io.OutputKind.Existing;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever happens, a folder holds a complete result, the one before it, or none. */
final class OutputFolderTest {
  private static final String TOKEN = "0f8fad5b-d9cb-469f-a165-70867728950e";

  @TempDir Path temporary;

  /** A part that is written at once, of files whose names say what they are. */
  private static final class Parts implements LiveFolder {
    private final FileSystem files;
    private final org.apache.hadoop.fs.Path folder;
    private final boolean empty;
    private boolean written;

    Parts(FileSystem files, org.apache.hadoop.fs.Path folder) throws IOException {
      this.files = files;
      this.folder = folder;
      this.empty = !files.exists(new org.apache.hadoop.fs.Path(folder, "part"));
    }

    void write() throws IOException {
      NewFile.write(files, new org.apache.hadoop.fs.Path(folder, "part"), out -> out.write(7));
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
    public Optional<String> last() {
      return written ? Optional.of("part") : Optional.empty();
    }

    @Override
    public void removeHalfWritten() throws IOException {
      files.delete(new org.apache.hadoop.fs.Path(folder, ".half"), false);
    }
  }

  private OutputFolder<Parts> prepare(OutputKind kind, String name, Existing existing) {
    return prepare(kind, name, existing, "", new Configuration());
  }

  private OutputFolder<Parts> prepare(
      OutputKind kind, String name, Existing existing, String scheme, Configuration hadoop) {
    org.apache.hadoop.fs.Path path =
        new org.apache.hadoop.fs.Path(scheme + temporary.resolve(name));
    return OutputFolder.prepare(kind, path, hadoop, existing, Parts::new);
  }

  private String refusal(OutputKind kind, String name, Existing existing) {
    return assertThrows(InvalidInputException.class, () -> prepare(kind, name, existing))
        .getMessage()
        .replace(temporary + "/", "");
  }

  private void put(String name, String text) throws IOException {
    Path file = temporary.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
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
      throw new IllegalStateException(e);
    }
  }

  private void aRun() throws IOException {
    put("out/run.json", "old");
    put("out/history.csv", "old");
    put("out/model/model.npz", "old");
  }

  @ParameterizedTest
  @EnumSource(OutputKind.class)
  void aResultIsThereWhenItIsCompleteAndNotBefore(OutputKind kind) throws IOException {
    try (OutputFolder<?> folder = prepare(kind, "a/b/out", Existing.REFUSE)) {
      assertEquals(List.of(), contents());
      folder.write(kind.marker(), "new");
      assertTrue(Files.notExists(temporary.resolve("a/b/out")));
      assertEquals(temporary.resolve("a/b/out").toString(), folder.complete());
    }
    assertEquals(List.of("a/b/out/%s=new".formatted(kind.marker())), contents());
  }

  @Test
  void anEmptyFolderIsFilledAndStaysTheSame() throws IOException {
    Path out = Files.createDirectory(temporary.resolve("out"));
    Object identity = Files.getAttribute(out, "unix:ino");
    try (OutputFolder<?> folder = prepare(OutputKind.RUN, "out", Existing.REFUSE)) {
      folder.write("model/model.npz", bytes -> bytes.write('7'));
      folder.write("run.json", "new");
      folder.complete();
    }
    assertEquals(List.of("out/model/model.npz=7", "out/run.json=new"), contents());
    assertEquals(identity, Files.getAttribute(out, "unix:ino"));
  }

  @Test
  void whatIsNotCompletedLeavesNothing() throws IOException {
    Files.createDirectory(temporary.resolve("empty"));
    for (String name : List.of("new", "empty")) {
      try (OutputFolder<?> folder = prepare(OutputKind.PREDICTION, name, Existing.REFUSE)) {
        folder.write("_SUCCESS", "half");
      }
    }
    assertEquals(List.of(), contents());
    try (Stream<Path> left = Files.list(temporary)) {
      assertEquals(List.of(temporary.resolve("empty")), left.toList());
    }
  }

  @Test
  void aResultIsReplacedOnlyWhenToldToAndOnlyItsOwnFilesAre() throws IOException {
    put("out/_SUCCESS", "old");
    put("out/part-00000.csv", "old");
    put("out/part-00001.csv", "old");
    put("out/notes.txt", "mine");
    List<String> before = contents();
    assertEquals(
        "out holds a prediction already. Name another folder with --out, or replace it with"
            + " --overwrite.",
        refusal(OutputKind.PREDICTION, "out", Existing.REFUSE));
    try (OutputFolder<?> folder = prepare(OutputKind.PREDICTION, "out", Existing.REPLACE)) {
      folder.write("_SUCCESS", "not completed");
    }
    assertEquals(before, contents());
    try (OutputFolder<?> folder = prepare(OutputKind.PREDICTION, "out", Existing.REPLACE)) {
      // As a job of Hadoop's writes.
      Files.writeString(Path.of(folder.stage().toUri().getPath(), "part-00000.csv"), "new");
      folder.write("_SUCCESS", "new");
      assertEquals("old", read(temporary.resolve("out/part-00000.csv")));
      folder.complete();
    }
    assertEquals(
        List.of("out/_SUCCESS=new", "out/notes.txt=mine", "out/part-00000.csv=new"), contents());
  }

  @Test
  void whatIsNoResultOfTheKindIsNeverReplaced() throws IOException {
    put("out/evaluation.json", "old");
    put("file", "");
    for (Existing existing : List.of(Existing.REFUSE, Existing.REPLACE)) {
      assertEquals(
          "out is not empty and holds no run (run.json). Name another folder with --out.",
          refusal(OutputKind.RUN, "out", existing));
      assertEquals(
          "file is a file. Name a folder with --out.", refusal(OutputKind.RUN, "file", existing));
      assertEquals(
          "Cannot make file/below/out: file is a file. Name another folder with --out.",
          refusal(OutputKind.EVALUATION, "file/below/out", existing));
    }
    assertEquals(
        "out holds an evaluation already. Name another folder with --out, or replace it with"
            + " --overwrite.",
        refusal(OutputKind.EVALUATION, "out", Existing.REFUSE));
    assertEquals(
        "no holds no run to resume. Correct --out, or train without --resume.",
        refusal(OutputKind.RUN, "no", Existing.RESUME));
  }

  @Test
  void aResultThatSomeoneElseHasPutThereMeanwhileIsKept() throws IOException {
    try (OutputFolder<?> folder = prepare(OutputKind.EVALUATION, "out", Existing.REFUSE)) {
      folder.write("evaluation.json", "third");
      put("out/evaluation.json", "first");
      put("out-2/evaluation.json", "second");
      assertEquals(temporary.resolve("out-3").toString(), folder.complete());
    }
    assertEquals(
        List.of(
            "out-2/evaluation.json=second",
            "out-3/evaluation.json=third",
            "out/evaluation.json=first"),
        contents());
  }

  @Test
  void aFileSystemThatCannotBeWrittenIsRefused() {
    Configuration hadoop = new Configuration();
    hadoop.setClass("fs.readonly.impl", ReadOnly.class, FileSystem.class);
    for (String fault :
        List.of("readonly:it is read-only", "none:No FileSystem for scheme \"none\"")) {
      String scheme = fault.substring(0, fault.indexOf(':') + 1);
      assertEquals(
          "Cannot write to %s%s: %s. Name another folder with --out."
              .formatted(scheme, temporary.resolve("out"), fault.substring(scheme.length())),
          assertThrows(
                  InvalidInputException.class,
                  () -> prepare(OutputKind.RUN, "out", Existing.REFUSE, scheme, hadoop))
              .getMessage());
    }
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
    aRun();
    List<String> before = contents();
    Configuration hadoop = StoppingFileSystem.failing(moment, how);
    NotWrittenException failure =
        assertThrows(
            NotWrittenException.class,
            () -> {
              try (OutputFolder<?> folder =
                  prepare(OutputKind.RUN, "out", Existing.REPLACE, "stopping:", hadoop)) {
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
    assertEquals(
        "out holds a run already. Name another folder with --out, or replace it with --overwrite.",
        refusal(OutputKind.RUN, "out", Existing.REFUSE));
    prepare(OutputKind.RUN, "out", Existing.REPLACE).close();
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
    prepare(OutputKind.RUN, "out", Existing.REFUSE).close();
    assertEquals(
        List.of(".out.txt=a user's", ".outs.%s/run.json=another's".formatted(TOKEN)), contents());
  }

  /** It may be filled by another command's tasks. */
  @Test
  void theStageOfAResultStaysAndIsNoResult() throws IOException {
    put("out/.new." + TOKEN + "/_SUCCESS", "another's");
    try (OutputFolder<?> folder = prepare(OutputKind.PREDICTION, "out", Existing.REFUSE)) {
      folder.write("_SUCCESS", "new");
      assertEquals(temporary.resolve("out").toString(), folder.complete());
    }
    assertEquals(
        List.of("out/.new.%s/_SUCCESS=another's".formatted(TOKEN), "out/_SUCCESS=new"), contents());
  }

  @Test
  void aLivePartAloneIsAnUnfinishedResult() throws IOException {
    put("out/checkpoints/part", "old");
    assertEquals(
        "out holds an unfinished run. Resume it with --resume, replace it with --overwrite, or name"
            + " another folder with --out.",
        refusal(OutputKind.RUN, "out", Existing.REFUSE));
    prepare(OutputKind.RUN, "out", Existing.RESUME).close();
    prepare(OutputKind.RUN, "out", Existing.REPLACE).close();
    assertEquals(List.of("out/checkpoints/part=old"), contents());
  }

  @Test
  void theLivePartGoesWhereTheRestGoes() throws IOException {
    try (OutputFolder<Parts> folder = prepare(OutputKind.RUN, "out", Existing.REFUSE)) {
      folder.live().write();
      put("out/run.json", "another's");
      folder.write("run.json", "mine");
      assertEquals(temporary.resolve("out-2").toString(), folder.complete());
    }
    assertEquals(
        List.of("out-2/checkpoints/part=\u0007", "out-2/run.json=mine", "out/run.json=another's"),
        contents());
  }

  @Test
  void theLivePartOfAReplacedResultIsRemovedUnlessItWasWrittenAnew() throws IOException {
    for (boolean written : new boolean[] {true, false}) {
      put("out/run.json", "old");
      put("out/checkpoints/part", "old");
      try (OutputFolder<Parts> folder = prepare(OutputKind.RUN, "out", Existing.REPLACE)) {
        if (written) {
          Files.delete(temporary.resolve("out/checkpoints/part"));
          folder.live().write();
        }
        folder.write("run.json", "new");
        assertTrue(folder.holds("old"));
        folder.complete();
        assertTrue(folder.holds("new"));
      }
      assertEquals(
          written
              ? List.of("out/checkpoints/part=\u0007", "out/run.json=new")
              : List.of("out/run.json=new"),
          contents());
    }
  }
}
