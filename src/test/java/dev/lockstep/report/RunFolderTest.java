package dev.lockstep.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.io.InvalidInputException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunFolderTest {
  @TempDir Path temporary;

  @Test
  void aNewFolderAppearsWithItsParentsWhenItIsComplete() throws IOException {
    try (RunFolder folder = prepare("a/b/run", false)) {
      assertEquals(List.of(), tree());
      write(folder, "new");
      folder.write("model/model.npz", out -> out.write(7));
      assertTrue(Files.notExists(temporary.resolve("a/b/run")));
      assertEquals(temporary.resolve("a/b/run").toString(), folder.complete().toString());
    }
    assertEquals(
        List.of(
            "a", "a/b", "a/b/run", "a/b/run/model", "a/b/run/model/model.npz", "a/b/run/run.json"),
        tree());
  }

  @Test
  void anEmptyFolderIsFilledAndStaysTheSame() throws IOException {
    Path run = Files.createDirectory(temporary.resolve("run"));
    Object identity = Files.getAttribute(run, "unix:ino");
    try (RunFolder folder = prepare("run", false)) {
      write(folder, "new");
      folder.complete();
    }
    assertEquals(List.of("run", "run/run.json"), tree());
    assertEquals(identity, Files.getAttribute(run, "unix:ino"));
  }

  @Test
  void whatIsNotCompletedLeavesNothing() throws IOException {
    Files.createDirectory(temporary.resolve("empty"));
    for (String name : List.of("new", "empty")) {
      try (RunFolder folder = prepare(name, false)) {
        write(folder, "half");
      }
    }
    assertEquals(List.of("empty"), tree());
  }

  @Test
  void aRunIsRefusedUnlessItIsToBeReplaced() throws IOException {
    aRun("run");
    assertEquals(
        path("run")
            + " holds a run already. Name another folder with --out, or replace it with --overwrite.",
        refusal("run", false));
    assertEquals("old", read("run"));
  }

  @Test
  void anOldRunIsLostOnlyWhenTheNewOneIsComplete() throws IOException {
    aRun("run");
    Files.createFile(temporary.resolve("run/history.csv"));
    Files.createFile(temporary.resolve("run/a-users-notes"));
    try (RunFolder folder = prepare("run", true)) {
      write(folder, "failed");
    }
    assertEquals(List.of("run", "run/a-users-notes", "run/history.csv", "run/run.json"), tree());
    assertEquals("old", read("run"));
    try (RunFolder folder = prepare("run", true)) {
      write(folder, "new");
      folder.complete();
    }
    assertEquals(List.of("run", "run/a-users-notes", "run/run.json"), tree());
    assertEquals("new", read("run"));
  }

  @Test
  void aFolderThatHoldsNoRunIsNeverReplaced() throws IOException {
    Files.createDirectory(temporary.resolve("home"));
    Files.createFile(temporary.resolve("home/letter"));
    for (boolean overwrite : new boolean[] {false, true}) {
      assertEquals(
          path("home")
              + " is not empty and holds no run (run.json). Name another folder with --out.",
          refusal("home", overwrite));
    }
  }

  @Test
  void aFileIsNoFolderAndHasNoneBelow() throws IOException {
    Files.createFile(temporary.resolve("file"));
    assertEquals(path("file") + " is a file. Name a folder with --out.", refusal("file", true));
    assertEquals(
        "Cannot make %s: %s is a file. Name another folder with --out."
            .formatted(path("file/below/run"), path("file")),
        refusal("file/below/run", false));
  }

  @Test
  void aRunThatSomeoneElseHasPutThereMeanwhileIsKept() throws IOException {
    try (RunFolder folder = prepare("run", false)) {
      write(folder, "second");
      aRun("run");
      aRun("run-2");
      assertEquals(path("run-3"), folder.complete().toString());
    }
    assertEquals("old", read("run"));
    assertEquals("second", read("run-3"));
  }

  @Test
  void aFileSystemThatCannotBeWrittenIsRefused() {
    Configuration hadoop = new Configuration();
    hadoop.setClass("fs.readonly.impl", ReadOnly.class, org.apache.hadoop.fs.FileSystem.class);
    String folder = "readonly:" + path("run");
    assertEquals(
        "Cannot write to %s: it is read-only. Name another folder with --out.".formatted(folder),
        refusal(folder, hadoop));
    assertEquals(
        "Cannot write to none:/run: No FileSystem for scheme \"none\". Name another folder with --out.",
        refusal("none:/run", hadoop));
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

  private RunFolder prepare(String name, boolean overwrite) {
    return RunFolder.prepare(
        new org.apache.hadoop.fs.Path(path(name)),
        new Configuration(),
        overwrite ? ExistingRun.REPLACE : ExistingRun.REFUSE);
  }

  private static void write(RunFolder folder, String contents) throws IOException {
    folder.write(RunFolder.RUN_FILE, contents);
  }

  private void aRun(String name) throws IOException {
    Files.createDirectory(temporary.resolve(name));
    Files.writeString(temporary.resolve(name).resolve(RunFolder.RUN_FILE), "old");
  }

  private String read(String name) throws IOException {
    return Files.readString(temporary.resolve(name).resolve(RunFolder.RUN_FILE));
  }

  private String refusal(String name, boolean overwrite) {
    return assertThrows(InvalidInputException.class, () -> prepare(name, overwrite)).getMessage();
  }

  private static String refusal(String folder, Configuration hadoop) {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(folder);
    return assertThrows(
            InvalidInputException.class, () -> RunFolder.prepare(path, hadoop, ExistingRun.REFUSE))
        .getMessage();
  }

  private String path(String name) {
    return temporary.resolve(name).toString();
  }

  /** Everything in the temporary folder, hidden files and all. */
  private List<String> tree() throws IOException {
    try (Stream<Path> files = Files.walk(temporary)) {
      return files.skip(1).map(file -> temporary.relativize(file).toString()).sorted().toList();
    }
  }
}
