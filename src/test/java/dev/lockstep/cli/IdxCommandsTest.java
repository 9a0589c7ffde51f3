package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Sets of IDX files as they are published, trained on and evaluated. */
final class IdxCommandsTest extends InputRuns {
  @Test
  void theSamePixelsAndLabelsInAnyOfTheirTypesGiveTheSameBits() {
    String expected = trained(of("idx-both"), "m");
    assertEquals(expected, trained(of("idx-float"), "f"));
    assertEquals(expected, trained(of("idx-qmnist"), "q"));
    assertEquals(expected, trained(of("idx-train-only"), "t"));
    for (String data : List.of("idx-both", "idx-qmnist")) {
      assertEquals(0, evaluate("m", of(data)).exitCode());
    }
    assertEquals(0, evaluate("f", of("idx-float")).exitCode());
  }

  @Test
  void oneOfSeveralSetsIsNamed() {
    String expected = trained(of("idx-emnist/emnist-letters"), "m");
    assertEquals(expected, trained(of("idx-emnist/*letters*"), "p"));
    assertEquals(0, evaluate("m", of("idx-emnist/emnist-balanced")).exitCode());
    assertMistake(
        "Cannot tell which are the training images in %1$s: emnist-balanced-train-images-idx3-ubyte.gz, emnist-letters-train-images-idx3-ubyte.gz. Name one set by how its files begin, such as %1$s/emnist-letters-, or by a pattern."
            .formatted(of("idx-emnist")),
        train(of("idx-emnist"), "n"));
  }

  @Test
  void imagesWithoutATestSetMayBeCutInTwo() {
    String data = of("idx-train-only");
    CommandRun run = train(data, "m", "--test-fraction=0.2");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(
        run.err().matches("(?s).*: 1[56]\\d rows, [34]\\d to test, 10 classes;.*"), run.err());
    assertMistake(
        "Cannot find the test images in %s: expected t10k-images-idx3-ubyte, plain or .gz, found train-images-idx3-ubyte, train-labels-idx1-ubyte. Without a test set there is --split train."
            .formatted(data),
        evaluate("m", data));
    assertEquals(0, evaluate("m", data, "--split=train").exitCode());
    assertMistake(
        "--test-fraction cannot be used with IDX files that have their own test set. Leave it out.",
        train(of("idx-both"), "n", "--test-fraction=0.2"));
  }

  @Test
  void optionsOfTablesAreRefused() {
    assertOptionsOfCsvAreRefused(of("idx-both"), "images");
    assertMistake(
        "--width is for LIBSVM, the data are images. Leave it out, or say --format libsvm.",
        train(of("idx-both"), "n", "--width=36"));
    assertMistake(
        "--on-bad-row is for CSV or LIBSVM, the data are images. Leave it out, or say --format csv.",
        train(of("idx-both"), "n", "--on-bad-row=skip"));
  }
}
