package dev.lockstep.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.model.NotWrittenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResultFolderTest {
  private static final String TOKEN = "0f8fad5b-d9cb-469f-a165-70867728950e";

  @TempDir Path temporary;

  private ResultFolder prepare(ResultKind kind, String name, boolean overwrite) {
    return prepare(kind, name, overwrite, "");
  }

  private ResultFolder prepare(ResultKind kind, String name, boolean overwrite, String fileSystem) {
    Configuration hadoop = new Configuration();
    hadoop.setClass("fs.stubborn.impl", Stubborn.class, org.apache.hadoop.fs.FileSystem.class);
    String path = fileSystem + temporary.resolve(name);
    return ResultFolder.prepare(kind, new org.apache.hadoop.fs.Path(path), hadoop, overwrite);
  }

  private String refusal(ResultKind kind, String name, boolean overwrite) {
    String message =
        assertThrows(InvalidInputException.class, () -> prepare(kind, name, overwrite))
            .getMessage();
    return message.replace(temporary + "/", "");
  }

  private List<String> tree() throws IOException {
    try (Stream<Path> files = Files.walk(temporary)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> temporary.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private void write(String name, String text) throws IOException {
    Files.createDirectories(temporary.resolve(name).getParent());
    Files.writeString(temporary.resolve(name), text);
  }

  private String read(String name) throws IOException {
    return Files.readString(temporary.resolve(name));
  }

  /** Puts files into the stage as a job of Hadoop's would. */
  private static void fill(ResultFolder folder, String... names) throws IOException {
    for (String name : names) {
      Files.writeString(Path.of(folder.stage().toUri().getPath(), name), "new");
    }
  }

  @Test
  void aResultIsThereWhenItIsCompleteAndNotBefore() throws IOException {
    try (ResultFolder folder = prepare(ResultKind.EVALUATION, "a/out", false)) {
      assertEquals(List.of(), tree());
      folder.write("evaluation.json", "new");
      assertEquals(false, Files.exists(temporary.resolve("a/out")));
      assertEquals(temporary.resolve("a/out").toString(), folder.complete().toString());
    }
    assertEquals(List.of("a/out/evaluation.json"), tree());
  }

  @Test
  void whatIsNotCompletedLeavesNothing() throws IOException {
    Files.createDirectory(temporary.resolve("empty"));
    for (String name : List.of("new", "empty")) {
      try (ResultFolder folder = prepare(ResultKind.PREDICTION, name, false)) {
        fill(folder, "part-00000.csv", "_SUCCESS");
      }
    }
    assertEquals(List.of(), tree());
  }

  @Test
  void aResultIsReplacedOnlyWhenToldToAndOnlyItsOwnFilesAre() throws IOException {
    write("out/_SUCCESS", "old");
    write("out/part-00000.csv", "old");
    write("out/part-00001.csv", "old");
    write("out/notes.txt", "mine");
    assertEquals(
        "out holds a prediction already. Name another folder with --out, or replace it with"
            + " --overwrite.",
        refusal(ResultKind.PREDICTION, "out", false));
    try (ResultFolder folder = prepare(ResultKind.PREDICTION, "out", true)) {
      fill(folder, "part-00000.csv", "_SUCCESS");
      assertEquals("old", read("out/part-00000.csv"));
      folder.complete();
    }
    assertEquals(List.of("out/_SUCCESS", "out/notes.txt", "out/part-00000.csv"), tree());
    assertEquals("new", read("out/part-00000.csv"));
  }

  @Test
  void aResultOfAnotherKindIsNeverReplaced() throws IOException {
    write("out/evaluation.json", "old");
    assertEquals(
        "out is not empty and holds no prediction (_SUCCESS). Name another folder with --out.",
        refusal(ResultKind.PREDICTION, "out", true));
    assertEquals(
        "out holds an evaluation already. Name another folder with --out, or replace it with"
            + " --overwrite.",
        refusal(ResultKind.EVALUATION, "out", false));
    write("file", "");
    assertEquals(
        "file is a file. Name a folder with --out.", refusal(ResultKind.EVALUATION, "file", true));
  }

  @Test
  void aResultThatSomeoneElseHasPutThereMeanwhileIsKept() throws IOException {
    try (ResultFolder folder = prepare(ResultKind.EVALUATION, "out", false)) {
      folder.write("evaluation.json", "second");
      write("out/evaluation.json", "first");
      assertEquals(temporary.resolve("out-2").toString(), folder.complete().toString());
    }
    assertEquals("first", read("out/evaluation.json"));
    assertEquals("second", read("out-2/evaluation.json"));
  }

  @Test
  void aReplacementThatFailsHalfWayIsTakenBack() throws IOException {
    write("out/evaluation.json", "old");
    write("out/confusion.csv", "old");
    try (ResultFolder folder = prepare(ResultKind.EVALUATION, "out", true, "stubborn:")) {
      folder.write("evaluation.json", "new");
      folder.write("confusion.csv", "new");
      folder.write("misclassified.csv", "new");
      assertEquals(
          "Cannot write stubborn:%s: Cannot rename %s to stubborn:%s. What the folder held is as before: fix this, then run the command again."
              .formatted(
                  temporary.resolve("out"),
                  new org.apache.hadoop.fs.Path(folder.stage(), "misclassified.csv"),
                  temporary.resolve("out/misclassified.csv")),
          assertThrows(NotWrittenException.class, folder::complete).getMessage());
    }
    assertEquals(List.of("out/confusion.csv", "out/evaluation.json"), tree());
    assertEquals("old", read("out/evaluation.json"));
    assertEquals("old", read("out/confusion.csv"));
  }

  @Test
  void aReplacementThatWasKilledIsUndoneByTheNextCommand() throws IOException {
    write("out/.old.%s/evaluation.json".formatted(TOKEN), "old");
    write("out/.old.%s/confusion.csv".formatted(TOKEN), "old");
    write("out/confusion.csv", "new");
    write("out/report.html", "old");
    assertEquals(
        "out holds an evaluation already. Name another folder with --out, or replace it with"
            + " --overwrite.",
        refusal(ResultKind.EVALUATION, "out", false));
    assertEquals(List.of("out/confusion.csv", "out/evaluation.json", "out/report.html"), tree());
    assertEquals("old", read("out/confusion.csv"));
  }

  @Test
  void whatAKilledCommandHasLeftIsNoResult() throws IOException {
    write("out/.new.%s/evaluation.json".formatted(TOKEN), "half");
    try (ResultFolder folder = prepare(ResultKind.PREDICTION, "out", false)) {
      fill(folder, "part-00000.csv", "_SUCCESS");
      assertEquals(temporary.resolve("out").toString(), folder.complete().toString());
    }
    assertEquals("new", read("out/_SUCCESS"));
  }

  /** Puts no file of mistakes into place. */
  public static final class Stubborn extends RawLocalFileSystem {
    @Override
    public java.net.URI getUri() {
      return java.net.URI.create("stubborn:///");
    }

    @Override
    public boolean rename(org.apache.hadoop.fs.Path from, org.apache.hadoop.fs.Path to)
        throws IOException {
      return !to.getName().equals("misclassified.csv") && super.rename(from, to);
    }
  }
}
