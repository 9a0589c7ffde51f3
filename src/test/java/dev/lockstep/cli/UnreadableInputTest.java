package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.util.VersionInfo;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.Test;

/** What cannot be read, or has an odd name: one line and no trace, in every command. */
final class UnreadableInputTest extends InputRuns {
  private void assertEverywhere(String message, String input) {
    trained(of("ok.csv"), "m", "--overwrite");
    assertMistake(message, train(input, "n"));
    assertMistake(message, evaluate("m", input));
    assertMistake(message, predict("m", input));
    assertTrue(Files.notExists(temporary.resolve("n")));
  }

  @Test
  void otherFormatsAreNamedForWhatTheyAre() throws IOException {
    Map<String, String> files =
        Map.of(
            of("train.csv.zip"),
            "It is a zip archive: unpack it.",
            of("mnist.npz"),
            "It is an archive of numpy's (npz): write its arrays as CSV, such as by numpy.savetxt.",
            of("arff.arff"),
            "It is an ARFF file: remove its lines up to @data; what follows is CSV without a"
                + " header.");
    files.forEach(
        (file, advice) ->
            assertEverywhere("Cannot read %s: it is no table. %s".formatted(file, advice), file));
    Map<String, String> starts =
        Map.ofEntries(
            Map.entry("\r\n<!DOCTYPE html><html>", "It looks like a web page"),
            Map.entry("<html>", "It looks like a web page"),
            Map.entry("<?xml version='1.0'?>", "It is XML"),
            Map.entry("PK\3\4" + " ".repeat(26) + "[Content_Types].xml", "It is a workbook"),
            Map.entry("\u00d0\u00cf\21\u00e0\u00a1", "It is a workbook of an old Excel"),
            Map.entry("PAR1\25\4\25", "It is a Parquet file"),
            Map.entry("ARROW1\0\0", "It is an Arrow or Feather file"),
            Map.entry("\u0089HDF\r\n", "It is an HDF5 file"),
            Map.entry("\u0093NUMPY\1\0", "It is an array of numpy's"),
            Map.entry("SQLite format 3\0", "It is an SQLite database"),
            Map.entry("{\"a\": 1}\n{\"a\": 2}\n", "It is JSON"),
            Map.entry("[{\"a\": 1}]", "It is JSON"),
            Map.entry("\u0089PNG\r\n", "It is a picture"),
            Map.entry("%PDF-1.7\n", "It is a document"));
    for (Map.Entry<String, String> start : starts.entrySet()) {
      Path file = temporary.resolve("some.csv");
      Files.write(file, start.getKey().getBytes(StandardCharsets.ISO_8859_1));
      CommandRun run = train(file.toString(), "n");
      String expected = "Cannot read %s: it is no table. %s".formatted(file, start.getValue());
      assertTrue(run.err().startsWith(expected), run.err());
      assertEquals(1, run.errLines().size(), run.err());
      assertEquals(2, run.exitCode());
    }
  }

  @Test
  void whatIsNotThereIsNeitherFileNorFolder() {
    assertEverywhere(
        "There is no file or folder %s, or no file in it. Correct --data.".formatted(at("okk.csv")),
        at("okk.csv"),
        "--input");
  }

  private void assertEverywhere(String message, String input, String optionOfPredict) {
    trained(of("ok.csv"), "m", "--overwrite");
    assertMistake(message, train(input, "n"));
    assertMistake(message, evaluate("m", input));
    assertMistake(message.replace("--data", optionOfPredict), predict("m", input));
  }

  @Test
  void theJarIsNamedThatReadsAFileSystem() {
    String message =
        "Cannot reach s3a://bucket/x: Spark alone does not know s3a:. Name the jar that does, before the command: --packages org.apache.hadoop:hadoop-aws:%s."
            .formatted(VersionInfo.getVersion());
    assertEverywhere(message, "s3a://bucket/x");
    assertMistake(message, run("predict", "--model=s3a://bucket/x", "--input=" + of("ok.csv")));
    assertMistake(message, run("train", "--data=" + of("ok.csv"), "--out=s3a://bucket/x"));
  }

  @Test
  void aColonIsACharacterOfAnyName() throws IOException {
    String rows = Files.readString(Path.of(of("ok.csv")));
    String expected = trained(of("ok.csv"), "m");
    List<String> lines = predicted("m", of("ok.csv"));
    for (String name : List.of("a:b.csv", "a: b/c:d.csv", "2026-11-29T19:00:00", ":", "x:/y")) {
      String file = write(name, rows);
      assertEquals(expected, trained(file, "m:" + name.replace("/", ""), "--overwrite"), name);
      assertEquals(lines, predicted("m", file), name);
    }
    write("in/a:b.csv", rows);
    write("in/c.csv", rows);
    assertEquals(181, predicted("m", at("in")).size());
    assertEquals(91, predicted("m", at("in/a:b.csv")).size());
    assertEquals(91, predicted("m", at("in/*:*")).size());
    assertEquals(91, predicted("m", at("*/c.csv")).size());
    Path images = Files.createDirectory(temporary.resolve("images"));
    for (String file : List.of("train-images-idx3-ubyte", "train-labels-idx1-ubyte")) {
      Files.copy(CASES.resolve("idx-train-only").resolve(file), images.resolve("a:b-" + file));
    }
    assertEquals(trained(of("idx-train-only"), "i"), trained(images.toString(), "j:i"));
    assertEquals(0, predict("m:a:b.csv", of("ok.csv")).exitCode());
  }

  @Test
  void aMistakeInAFolderOfOnesOwnShadowsNothing() throws IOException {
    String twin = write("in/ok.csv", Files.readString(Path.of(of("ok.csv"))));
    Files.write(Path.of(twin + ".gz"), new byte[1]);
    assertMistake(
        "%s.gz is there both packed and plain, so that its rows would count twice. Name one of the two, such as '*.gz', or remove one."
            .formatted(twin),
        train(at("in"), "n"));
  }

  @Test
  void whatATaskFindsLeavesNoTrace() throws IOException {
    List<String> traces = new ArrayList<>();
    AbstractAppender appender =
        new AbstractAppender("traces", null, null, true, Property.EMPTY_ARRAY) {
          @Override
          public void append(LogEvent event) {
            if (event.getThrown() != null) {
              traces.add(event.getLoggerName() + ": " + event.getThrown());
            }
          }
        };
    appender.start();
    LoggerContext log = (LoggerContext) LogManager.getContext(false);
    log.getConfiguration().getRootLogger().addAppender(appender, null, null);
    log.updateLoggers();
    try {
      trained(write("small.csv", "a,b,c\n1,0.001,x\n0,0.002,y\n7,0.003,x\n"), "s");
      CommandRun run = predict("s", write("large.csv", "a,b\n1,1e308\n"));
      assertMistake(
          "Row 0: column b is 1.0E308; --scale standard cannot scale it to a finite number. Correct the row, or train with another --scale.",
          run);
      assertTrue(!run.err().contains("\tat "), run.err());
      assertEquals(List.of(), traces);
    } finally {
      log.getConfiguration().getRootLogger().removeAppender("traces");
      log.updateLoggers();
    }
  }
}
