package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The three commands on the penguins: words for classes, columns of words, missing values. */
final class TableCommandsTest extends InputRuns {
  private static final String PENGUINS = "data/penguins/penguins.csv";

  @Test
  void aTableOfWordsIsLearnedTriedAndPredicted() throws IOException {
    CommandRun run = train(PENGUINS, "m", "--label=species", "--test-fraction=0.2");
    assertEquals(0, run.exitCode(), run.err());
    String categories = "'island' (3: Biscoe, Dream, Torgersen), 'sex' (2: female, male)\n";
    assertTrue(run.err().contains(categories), run.err());
    String config =
        write("penguins.properties", "format=csv\nlabel=species\ntest-fraction=0.2\nbatch-size=10");
    CommandRun again =
        run(
            "train",
            "--data=" + PENGUINS,
            "--config=" + config,
            "--out=" + at("again"),
            "--epochs=1",
            "--hidden=8");
    assertEquals(
        run.errLines().get(run.errLines().size() - 1),
        again.errLines().get(again.errLines().size() - 1));

    CommandRun evaluated = evaluate("m", PENGUINS);
    assertEquals(0, evaluated.exitCode(), evaluated.err());
    assertTrue(evaluated.out().contains("Chinstrap"), evaluated.out());
    assertTrue(read("evaluation/confusion.csv").contains("Adelie,Chinstrap,Gentoo"));
    assertTrue(
        predicted("m", PENGUINS).get(1).matches("0,(Adelie|Chinstrap|Gentoo),.*"),
        "the first row is none of those left out");

    assertTrue(
        train(PENGUINS, "n", "--label=species", "--test=" + PENGUINS)
            .err()
            .contains("  the test set is the training set\n"));
    assertMistake(
        "--split is for folders of IDX files, the data are a table. Leave it out.",
        evaluate("m", PENGUINS, "--split=train"));
    assertMistake(
        "--label is for CSV, the data are images. Leave it out, or say --format csv.",
        evaluate("m", of("idx-both"), "--label=species"));
  }

  @Test
  void aTableWithoutNamesIsUsedAgainThoughItsLastColumnWasIgnored() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < 12; row++) {
      text.append("%s,%d,%d,id%d\n".formatted(row % 2 == 0 ? "u" : "v", row, row * row, row));
    }
    String data = write("bare.csv", text.toString());
    CommandRun run = train(data, "m", "--label=1");
    assertTrue(run.err().contains("  ignored    '4' (12 different words"), run.err());
    for (CommandRun used : List.of(evaluate("m", data), evaluate("m", data, "--label=1"))) {
      assertEquals(0, used.exitCode(), used.err());
      assertTrue(used.err().contains("2, found by number: 2, 3\n"), used.err());
    }
  }

  @Test
  void aTestSetNeedsNoColumnThatLearningIgnored() throws IOException {
    StringBuilder text = new StringBuilder("a,id,none,,k\n");
    for (int row = 0; row < 12; row++) {
      text.append("%d,id%d,,%d,%s\n".formatted(row, row, row, row % 3 == 0 ? "u" : "v"));
    }
    String data = write("train.csv", text.toString());
    for (String test : List.of("a,k\n1,u\n2,v\n", "a,id,none,k\n1,x,word,u\n2,y,,v\n")) {
      for (String option : List.of("--test=", "--validation=")) {
        CommandRun run = train(data, "m", option + write("other.csv", test), "--overwrite");
        assertEquals(0, run.exitCode(), run.err());
      }
    }
    CommandRun cut = train(data, "c", "--test-fraction=0.3");
    assertEquals(2, cut.err().split("ignored", -1).length, cut.err());
    CommandRun run = train(data, "n", "--test=" + write("other.csv", "id,k\nx,u\n"));
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("it has no column 'a', which the model names"), run.err());
  }

  @Test
  void whatIsDoneAboutMissingValuesIsTheModels() throws IOException {
    String words = "a,k\n" + "x,u\ny,v\n".repeat(6);
    trained(write("words.csv", words), "m", "--missing=skip");
    assertEquals("skip", json("m/model/model.json").at("/input/missing").asText());
    CommandRun skipped = evaluate("m", write("gap.csv", words + ",u\n"));
    assertTrue(skipped.err().contains("left out   1 of 13 rows"), skipped.err());
    assertMistake(
        "--missing is mean, which training has decided. Leave it out.",
        evaluate("m", at("gap.csv"), "--missing=mean"));
    assertMistake(
        "--max-levels is what training has decided. Leave it out.",
        evaluate("m", at("gap.csv"), "--max-levels=1000"));
    assertMistake(
        "--missing is for CSV, the data are images. Leave it out, or say --format csv.",
        evaluate("m", of("idx-both"), "--missing=mean"));
    String numbers = "a,b,k\n" + "1,2,u\n3,4,v\n".repeat(6);
    trained(write("numbers.csv", numbers), "n", "--missing=fail");
    CommandRun failed = evaluate("n", write("gap.csv", numbers + "1,,u\n"));
    assertEquals(2, failed.exitCode());
    assertTrue(failed.err().contains("line 14, column b: no value"), failed.err());
  }
}
