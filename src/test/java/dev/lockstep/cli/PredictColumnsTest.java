package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the columns of rows are found that a model is used on, and what becomes of the others. */
final class PredictColumnsTest extends InputRuns {
  private static final String ROWS = "1.5,2,3,a\n2,1,4.5,b\n0,1,2,a\n3,3,3,b\n1,0,1,a\n";
  private static final String LABEL_FIRST = "a,1.5,2,3\nb,2,1,4.5\na,0,1,2\nb,3,3,3\na,1,0,1\n";
  private static final String BARE = "1.5,2,3\n2,1,4.5\n0,1,2\n3,3,3\n1,0,1\n";
  private static final String NAMES = "x,y,z,class\n";

  private List<String> expected(String model, String input) throws IOException {
    List<String> lines = predicted(model, input);
    assertEquals(6, lines.size());
    return lines;
  }

  @Test
  void columnsWithNamesAreFoundByNameWhereverTheyStand() throws IOException {
    trained(write("t.csv", NAMES + ROWS), "m");
    List<String> expected = expected("m", at("t.csv"));
    String turned = "id,z,class,y,x\n1,3,a,2,1.5\n2,4.5,b,1,2\n3,2,a,1,0\n4,3,b,3,3\n5,1,a,0,1\n";
    assertEquals(expected, predicted("m", write("turned.csv", turned)));
    CommandRun run = evaluate("m", at("turned.csv"));
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.err().contains("features     3, found by name: x, y, z\n"), run.err());
    assertTrue(run.err().contains("passed over  id\n"), run.err());
    assertMistake(
        "Cannot read %s: it has no column 'y', which the model names. Its columns: x, w, z."
            .formatted(at("w.csv")),
        predict("m", write("w.csv", "x,w,z\n" + BARE)));
  }

  @Test
  void aRowThatWasTakenForTheHeaderIsSaidToBeIt() throws IOException {
    trained(write("t.csv", NAMES + ROWS), "m");
    assertMistake(
        "Cannot read %s: it has no column 'x', which the model names. Its columns: 1, 2, 3, u; they stand in line 1, which --header no makes a row."
            .formatted(at("u.csv")),
        predict("m", write("u.csv", "1,2,3,u\n2,3,4,v\n")));
  }

  @Test
  void columnsWithoutNamesAreFoundByPositionWhereThereAreAsManyAsTheModelTakes()
      throws IOException {
    trained(write("t.csv", NAMES + ROWS), "m");
    List<String> expected = expected("m", at("t.csv"));
    assertEquals(expected, predicted("m", write("bare.csv", BARE)));
    assertEquals(expected, predicted("m", write("rows.csv", ROWS), "--label=4"));
    assertEquals(expected, predicted("m", write("first.csv", LABEL_FIRST), "--label=1"));
    assertEquals(expected, predicted("m", at("first.csv"), "--features=2-4"));
  }

  @Test
  void oneColumnTooManyIsNeverDropped() throws IOException {
    trained(write("t.csv", NAMES + ROWS), "m");
    String advice =
        "it has 4 columns for the 3 that the model takes, and no header (--header yes says"
            + " otherwise). Name the column of the class by --label, or those of x by"
            + " --features.";
    for (String text : List.of(ROWS, LABEL_FIRST)) {
      String input = write("rows.csv", text);
      assertMistake("Cannot use %s: %s".formatted(input, advice), predict("m", input));
      assertMistake("Cannot use %s: %s".formatted(input, advice), evaluate("m", input));
    }
  }

  @Test
  void theLabelIsHonouredOrRefused() throws IOException {
    trained(write("t.csv", NAMES + ROWS), "m");
    String input = write("rows.csv", ROWS);
    assertMistake(
        "Cannot read %s: it has no column 'klass', which --label names (did you mean 'class'?). Its columns: x, y, z, class."
            .formatted(at("t.csv")),
        predict("m", at("t.csv"), "--label=klass"));
    assertMistake(
        "Cannot read %s: it has no column '5', which --label names. Its columns: 1, 2, 3, 4; it has no header, unless --header yes says so."
            .formatted(input),
        predict("m", input, "--label=5"));
    assertMistake(
        "--label names the column 'y' of %s, which the model learned from. Name another."
            .formatted(at("t.csv")),
        predict("m", at("t.csv"), "--label=y"));
    CommandRun run = evaluate("m", input, "--label=4");
    assertEquals(0, run.exitCode(), run.err());
  }

  @Test
  void aModelOfNumberedColumnsFindsThemByNumber() throws IOException {
    trained(write("first.csv", LABEL_FIRST), "m", "--label=1", "--header=no");
    List<String> expected = expected("m", at("first.csv"));
    assertEquals(0, evaluate("m", at("first.csv")).exitCode());
    assertEquals(expected, predicted("m", write("bare.csv", BARE)));
    assertEquals(expected, predicted("m", write("rows.csv", ROWS), "--label=4"));
  }

  @Test
  void aHeaderAboveTheColumnsOfAModelWithoutOneChangesNothing() throws IOException {
    trained(write("rows.csv", ROWS), "m");
    List<String> expected = expected("m", at("rows.csv"));
    for (String header : List.of(NAMES, "0,1,2,class\n", "9,8,7,6\n")) {
      String input = write("headed.csv", header + ROWS);
      assertEquals(expected, predicted("m", input, "--header=yes"), header);
      assertEquals(0, evaluate("m", input, "--header=yes").exitCode(), header);
      String bare = write("headed.csv", header.replaceFirst(",[^,]*\n", "\n") + BARE);
      assertEquals(expected, predicted("m", bare, "--header=yes"), header);
    }
    List<String> lines = predicted("m", at("rows.csv"), "--header=yes");
    assertEquals(5, lines.size(), "a row that is called a header is none");
  }

  @Test
  void numbersThatNameColumnsAreAHeaderInTrainingAndInPrediction() throws IOException {
    CommandRun run = train(of("numbers-as-names-target.csv"), "m");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.err().contains(": 90 rows, "), run.err());
    assertEquals(91, predicted("m", of("numbers-as-names-target.csv")).size());
  }

  @Test
  void columnsAreCarriedOverAsTheyStand() throws IOException {
    trained(of("ok.csv"), "m");
    List<String> lines = predicted("m", of("other-order.csv"), "--keep=id");
    assertTrue(lines.get(0).startsWith("row,id,predicted,p"), lines.get(0));
    for (int row = 0; row < 12; row++) {
      String start = "%d,r%d,".formatted(row, row);
      assertTrue(lines.get(1 + row).startsWith(start), lines.get(1 + row));
    }
    String odd = write("odd.csv", "height,girth,age,n o\n1,2,3,\"a, \"\"b\"\"\"\n1,2,3,007\n");
    List<String> kept = predicted("m", odd, "--keep=n o,age", "--partitions=2");
    assertTrue(kept.get(0).startsWith("row,n o,age,predicted,"), kept.get(0));
    assertTrue(kept.get(1).startsWith("0,\"a, \"\"b\"\"\",3,"), kept.get(1));
    assertTrue(kept.get(2).startsWith("1,007,3,"), kept.get(2));
    assertMistake(
        "Cannot read %s: it has no column 'nr', which --keep names. Its columns: height, girth, age, n o."
            .formatted(odd),
        predict("m", odd, "--keep=nr"));
  }

  @Test
  void aRowIsItsPlaceInTheInputAndWhatIsLeftOutIsListed() throws IOException {
    trained(of("ok.csv"), "m");
    List<String> all = Files.readAllLines(Path.of(of("skip-join.csv")));
    List<String> lines =
        predicted("m", of("skip-join.csv"), "--missing=skip", "--keep=id", "--partitions=3");
    assertEquals(all.size() - 2, lines.size());
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      assertTrue(all.get(1 + Integer.parseInt(cells[0])).startsWith(cells[1] + ","), line);
    }
    String file = of("skip-join.csv");
    assertEquals(
        List.of(
            "row,file,line,reason",
            "2,%s,4,no value in column height".formatted(file),
            "5,%s,7,no value in column height".formatted(file)),
        Files.readAllLines(temporary.resolve("predictions/_left-out.csv")));
    predicted("m", of("ok.csv"));
    assertTrue(Files.notExists(temporary.resolve("predictions/_left-out.csv")));
  }

  @Test
  void aModelOfImagesTakesRowsOfPixelsWithTheLabelNamed() throws IOException {
    trained(of("idx-both"), "m");
    List<String> expected = predicted("m", of("idx-both/*images*"));
    assertEquals(201 + 50, expected.size());
    List<String> test = predicted("m", of("mnist_test.csv"), "--label=1");
    assertEquals(test, predicted("m", of("kaggle/test.csv")));
    assertMistake(
        "Cannot use %s: it is not clear which of its columns (pixel0, pixel1, pixel2, pixel3, pixel4, pixel5, pixel6, pixel7, pixel8, pixel9, pixel10, pixel11 and 24 more) is the class. Name it: --label."
            .formatted(of("kaggle/test.csv")),
        evaluate("m", of("kaggle/test.csv")));
  }
}
