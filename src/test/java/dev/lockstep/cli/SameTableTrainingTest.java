package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.rows.text.SameTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;

/**
 * However {@link SameTable} is written, a training over it ends with one {@code parameters_sha256},
 * and the model predicts the same for the rows in the same places. {@code -Dlockstep.variants} says
 * how many are tried; the profile {@code slow} asks for 1,000.
 */
final class SameTableTrainingTest extends InputRuns {
  private static final int VARIANTS = Integer.getInteger("lockstep.variants", 20);

  /** What became of a variant. */
  private record Learned(String sha256, List<String> predictions) {}

  private Learned learn(Random random) throws IOException {
    Path table = Files.createDirectory(temporary.resolve("table"));
    Path model = temporary.resolve("run");
    SameTable.Told told = SameTable.write(random, table);
    List<String> words = new ArrayList<>(List.of("train", "--data=" + table, "--out=" + model));
    words.addAll(List.of("--hidden=3", "--epochs=2", "--batch-size=20"));
    words.add("--partitions=" + (1 + random.nextInt(3)));
    words.addAll(told.words());
    words.addAll(told.columnWords());
    String learned = hash(run(words.toArray(String[]::new)));
    List<String> predictions =
        predicted("run", table.toString(), told.words().toArray(String[]::new));
    for (Path made : List.of(table, model)) {
      FileUtils.deleteDirectory(made.toFile());
    }
    return new Learned(learned, predictions);
  }

  @Test
  void oneModelIsLearnedHoweverTheTableIsWritten() throws IOException {
    Learned first = learn(new Random(SameTable.SEED));
    for (int variant = 1; variant < VARIANTS; variant++) {
      assertEquals(first, learn(new Random(SameTable.SEED + variant)), "variant " + variant);
    }
    assertEquals("parameters_sha256=", first.sha256.substring(0, 18));
    assertEquals(52, first.predictions.stream().filter(row -> row.matches("[0-9]+,.*")).count());
  }
}
