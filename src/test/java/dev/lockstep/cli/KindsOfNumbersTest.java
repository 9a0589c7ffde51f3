package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Bytes of images, shares and other numbers: one is not taken for another in silence. */
final class KindsOfNumbersTest extends InputRuns {
  private static final String NOTE = "no number is above 1, and --scale unit divides all by 255";
  private static final int PIXELS = 36;

  /** Rows of two whole numbers, at most {@code most}, and a class. */
  private static String rows(int count, int most) {
    StringBuilder text = new StringBuilder("a,b,class\n");
    for (int row = 0; row < count; row++) {
      text.append(row % 5 * most / 4).append(',').append(row % 2 * most);
      text.append(row % 3 == 0 ? ",u\n" : ",v\n");
    }
    return text.toString();
  }

  @Test
  void theFirstNumberThatIsNoByteIsNamedWithItsLine() throws IOException {
    String good = rows(1500, 255);
    String t = write("t.csv", good + "7,256,u\n" + good.substring(10) + "0.5,1,v\n");
    String fault =
        "Cannot read %s: line 1502, column b: '256' is not a whole number from 0 to 255, as --scale unit needs. Correct the row, or leave out such rows: --on-bad-row skip.";
    assertMistake(fault.formatted(t), train(t, "m", "--scale=unit", "--label=class"));
    assertMistake(fault.formatted(t), train(t, "m", "--scale=unit", "--test-fraction=0.5"));
    String svm = write("t.svm", "1 1:5\n2 1:6\n1 1:7 2:-1\n2 1:0.5\n");
    assertMistake(
        "Cannot read %s: line 3, index 2: '-1' is not a whole number from 0 to 255, as --scale unit needs. Correct the row, or leave out such rows: --on-bad-row skip."
            .formatted(svm),
        train(svm, "m", "--scale=unit"));
    trained(write("good.csv", good), "m", "--scale=unit");
    assertMistake(fault.formatted(t), evaluate("m", t));
    assertMistake(fault.formatted(t), predict("m", t));
    assertEquals(3000, predicted("m", t, "--on-bad-row=skip").size() - 1);
  }

  @Test
  void sharesThatAreDividedBy255AreDoubtful() throws IOException {
    String shares = write("shares.csv", rows(20, 1));
    assertTrue(train(shares, "m", "--scale=unit").err().contains(NOTE));
    assertFalse(train(shares, "n").err().contains(NOTE));
    String good = write("good.csv", rows(20, 255));
    assertFalse(train(good, "m", "--scale=unit", "--overwrite").err().contains(NOTE));
    assertTrue(predict("m", shares).err().contains(NOTE));
    assertTrue(evaluate("m", shares).err().contains(NOTE));
  }

  @Test
  void bytesOfImagesAreDoubtfulWhereSharesWereLearned() throws IOException {
    String bytes = of("idx-both");
    StringBuilder shares = new StringBuilder();
    for (int row = 0; row < 40; row++) {
      for (int pixel = 0; pixel < PIXELS; pixel++) {
        shares.append(row * pixel % 7 / 8.0).append(',');
      }
      shares.append(row % 4).append('\n');
    }
    String table = write("shares.csv", shares.toString());
    for (String scale : new String[] {"standard", "minmax", "none"}) {
      trained(table, scale, "--scale=" + scale);
      String note =
          "the model %s (--scale %s), and these are bytes, 0 to 255"
              .formatted(
                  scale.equals("none")
                      ? "takes numbers as they are"
                      : "was trained on numbers of about 0 to 1",
                  scale);
      assertTrue(predict(scale, bytes + "/t10k-images*").err().contains(note));
      assertFalse(predict(scale, table, "--label=37").err().contains("0 to 255"));
    }
    trained(bytes, "unit");
    assertFalse(predict("unit", bytes + "/t10k-images*").err().contains("note"));
  }

  @Test
  void anEvaluationOfATableNamesItAndListsWhatWasLeftOut() throws IOException {
    trained(of("ok.csv"), "m");
    CommandRun run = evaluate("m", of("skip-join.csv"), "--missing=skip");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.err().contains(") on %s: ".formatted(of("skip-join.csv"))), run.err());
    String leftOut = read("evaluation/_left-out.csv");
    predicted("m", of("skip-join.csv"), "--missing=skip");
    assertEquals(read("predictions/_left-out.csv"), leftOut);
    assertFalse(read("evaluation/evaluation.json").contains("\"split\""));
    assertTrue(read("evaluation/report.html").contains("m on skip-join.csv"));
  }
}
