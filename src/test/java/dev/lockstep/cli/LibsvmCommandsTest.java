package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** LIBSVM as it is published: indices from 0 or 1, more of them than in training, qid words. */
final class LibsvmCommandsTest extends InputRuns {
  @Test
  void whatIndicesCountFromIsFoundOutOrToldAndStaysWithTheModel() throws IOException {
    String expected = trained(of("a1a.svm"), "one");
    assertEquals(expected, trained(of("zero-based.svm"), "comment"));
    String zero =
        Pattern.compile("([0-9]):")
            .matcher(Files.readString(Path.of(of("a1a.svm"))))
            .replaceAll(index -> Integer.parseInt(index.group(1)) - 1 + ":");
    assertEquals(expected, trained(write("z.svm", zero), "zero"));
    List<String> lines = predicted("one", of("a1a.svm"));
    assertEquals(lines, predicted("zero", at("z.svm")));
    String later = write("later.svm", "0 2:5 3:1\n1 1:2\n");
    String asOne = write("one.svm", "0 3:5 4:1\n1 2:2\n");
    assertEquals(predicted("one", asOne), predicted("zero", later));
    assertEquals(predicted("one", asOne), predicted("one", later, "--index-base=0"));
    assertMistake(
        "Cannot read %s: line 1, index 0: indices count from 1. Where they count from 0, say --index-base 0. Correct the row, or leave out such rows: --on-bad-row skip."
            .formatted(at("z.svm")),
        predict("one", at("z.svm")));
  }

  @Test
  void indicesThatTrainingNeverSawAreLeftOutAndCounted() throws IOException {
    trained(of("a1a.svm"), "m");
    CommandRun run = evaluate("m", of("a1a-wider.t"));
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(
        run.err().contains("unseen    60 numbers left out, of features that training never saw"),
        run.err());
    String narrow = Files.readString(Path.of(of("a1a-wider.t"))).replaceAll(" [56]:[^ \n]*", "");
    assertEquals(predicted("m", write("n.t", narrow)), predicted("m", of("a1a-wider.t")));
    CommandRun tested = train(of("a1a.svm"), "t", "--test=" + of("a1a-wider.t"));
    assertEquals(0, tested.exitCode(), tested.err());
    assertTrue(tested.err().contains("\n  rows           90\n"), tested.err());
    assertTrue(tested.err().contains("\n  test rows      30\n"), tested.err());
    assertTrue(tested.err().contains("\n  test unseen    60 numbers left out"), tested.err());
  }

  @Test
  void linesOfOneWordEachAreNotTakenForRowsOfZeros() throws IOException {
    trained(of("a1a.svm"), "m");
    String csv = write("t.csv", "x,y\n1,2\n");
    assertMistake(
        "Cannot read %s: no row has a feature. Is it the right file?".formatted(csv),
        predict("m", csv, "--format=libsvm"));
  }

  @Test
  void theWidthMayBeTold() throws IOException {
    CommandRun run = train(of("a1a.svm"), "m", "--width=6");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.err().contains("Training 6-8-2 on"), run.err());
    CommandRun wide = evaluate("m", of("a1a-wider.t"), "--width=6");
    assertEquals(0, wide.exitCode(), wide.err());
    assertTrue(!wide.err().contains("unseen"), wide.err());
    assertMistake(
        "--width is 4, the model takes 6 features. Leave it out.",
        predict("m", of("a1a-wider.t"), "--width=4"));
    assertMistake(
        "Cannot read %s: line 1, index 4: --width is 3. Correct the row, or leave out such rows: --on-bad-row skip."
            .formatted(of("a1a.svm")),
        train(of("a1a.svm"), "n", "--width=3"));
  }

  @Test
  void queriesArePassedOver() throws IOException {
    CommandRun run = train(of("qid.svm"), "m");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.err().contains("qid       passed over"), run.err());
    String without = Files.readString(Path.of(of("qid.svm"))).replaceAll("qid:[0-9]+ ", "");
    assertEquals(
        trained(write("w.svm", without), "w"), run.errLines().get(run.errLines().size() - 1));
  }

  @Test
  void optionsOfOtherFormatsAreRefused() {
    assertOptionsOfCsvAreRefused(of("a1a.svm"), "LIBSVM");
    assertMistake(
        "--width is for LIBSVM, the data are CSV. Leave it out, or say --format libsvm.",
        train(of("ok.csv"), "n", "--width=3"));
  }

  @Test
  void aNetworkThatDoesNotFitIsRefusedBeforeAnythingIsRead() {
    long gigabytes = Runtime.getRuntime().maxMemory() >> 30;
    String hidden = "--hidden=%d,50".formatted(50 * (1 + gigabytes));
    CommandRun run = train(of("million.svm"), "m", hidden);
    assertEquals(2, run.exitCode());
    assertEquals(1, run.errLines().size(), run.err());
    assertTrue(
        run.err()
            .matches(
                "The network 1000000-\\d+-50-2 has \\d+ parameters and needs [0-9.]+ GB or more,"
                    + " there are [0-9.]+ GB\\. Lower --hidden \\(1000000 features times \\d+"
                    + " units\\), or give Spark more, before the command: --driver-memory"
                    + " \\d+g\\.\n"),
        run.err());
  }
}
