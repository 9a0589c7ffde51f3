package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What commit 3fd3105 wrote, the last whose products were a BLAS's: a model, which finds what it
 * found there, and a checkpoint, which cannot be gone on with.
 *
 * <pre>
 * ./submit.sh train --data data/penguins/penguins.csv --label species --on-bad-row skip \
 *     --hidden 8 --epochs 2 --batch-size 20 --test-fraction 0.2 --out run
 * head -21 data/penguins/penguins.csv > head.csv
 * ./submit.sh predict --model run --input head.csv --on-bad-row skip
 * ./submit.sh evaluate --model run --data data/penguins/penguins.csv --on-bad-row skip
 * </pre>
 */
final class EarlierVersionTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden/earlier");
  private static final Path PENGUINS = Path.of("data/penguins/penguins.csv");

  @TempDir Path temporary;

  private CommandRun run(String... words) {
    return CommandRun.withSpark(Map.of("LOCKSTEP_HOME", temporary.toString()), words);
  }

  /** Terms may be added in another order and rounded otherwise: no more than that. */
  @Test
  void itsModelsPredictAsTheyDid() throws IOException {
    List<String> head = Files.readAllLines(PENGUINS).subList(0, 21);
    Path input = Files.write(temporary.resolve("head.csv"), head);
    CommandRun predict =
        run(
            "predict",
            "--model=" + FOLDER.resolve("model"),
            "--input=" + input,
            "--on-bad-row=skip",
            "--out=" + temporary.resolve("out"));
    assertEquals(0, predict.exitCode(), predict.err());
    List<String> then = Files.readAllLines(FOLDER.resolve("predictions.csv"));
    List<String> now = Files.readAllLines(temporary.resolve("out/part-00000.csv"));
    assertEquals(20, now.size()); // a header, and all rows but one
    assertEquals(then.size(), now.size());
    assertEquals(then.get(0), now.get(0));
    for (int row = 1; row < then.size(); row++) {
      String[] before = then.get(row).split(",", -1);
      String[] after = now.get(row).split(",", -1);
      // Rows were numbered without the one that was left out, the fourth; now they keep their
      // places.
      assertEquals(row <= 3 ? row - 1 : row, Integer.parseInt(after[0]));
      assertEquals(before[1], after[1]);
      for (int k = 2; k < before.length; k++) {
        double p = Double.parseDouble(before[k]);
        assertEquals(p, Double.parseDouble(after[k]), 1e-14);
      }
    }
  }

  @Test
  void itsModelsAreEvaluated() {
    CommandRun evaluate =
        run(
            "evaluate",
            "--model=" + FOLDER.resolve("model"),
            "--data=" + PENGUINS,
            "--on-bad-row=skip",
            "--out=" + temporary.resolve("out"));
    assertEquals(0, evaluate.exitCode(), evaluate.err());
    assertEquals(
        "accuracy=0.6081871345029239", evaluate.errLines().get(evaluate.errLines().size() - 1));
  }

  @Test
  void itsCheckpointsAreRefusedInOneLine() throws IOException {
    Path checkpoint = temporary.resolve("run/checkpoints/epoch-2.npz");
    Files.createDirectories(checkpoint.getParent());
    Files.copy(FOLDER.resolve("epoch-2.npz"), checkpoint);
    byte[] before = Files.readAllBytes(checkpoint);
    CommandRun resumed =
        CommandRun.withoutSpark(
            Map.of(),
            "train",
            "--resume",
            "--out=" + temporary.resolve("run"),
            "--data=" + PENGUINS,
            "--label=species",
            "--on-bad-row=skip",
            "--hidden=8",
            "--epochs=3",
            "--batch-size=20",
            "--test-fraction=0.2");
    assertEquals(2, resumed.exitCode());
    assertEquals("", resumed.out());
    assertEquals(
        "Cannot read %s: it was begun with other arithmetic: its format is version 2, this Lockstep reads from 3 on. Train it again, or use an older Lockstep.\n"
            .formatted(checkpoint),
        resumed.err());
    assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(checkpoint)));
    try (Stream<Path> files = Files.walk(temporary.resolve("run"))) {
      assertEquals(1, files.filter(Files::isRegularFile).count());
    }
  }
}
