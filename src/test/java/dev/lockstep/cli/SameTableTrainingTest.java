package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.rows.text.SameTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * However {@link SameTable} is written, a training over it ends with one {@code parameters_sha256},
 * and the model predicts the same for the rows in the same places. {@code -Dlockstep.variants} says
 * how many are tried; the profile {@code slow} asks for 1,000.
 */
final class SameTableTrainingTest {
  private static final int VARIANTS = Integer.getInteger("lockstep.variants", 20);

  @TempDir Path folder;

  /** What became of a variant. */
  private record Learned(String sha256, List<String> predictions) {}

  private static CommandRun run(List<String> words, String... more) {
    List<String> all = new ArrayList<>(List.of(more));
    all.addAll(words);
    CommandRun run = CommandRun.withSpark(Map.of(), all.toArray(String[]::new));
    assertEquals(0, run.exitCode(), run.err());
    return run;
  }

  private Learned learn(Random random) throws IOException {
    Path table = Files.createDirectory(folder.resolve("table"));
    Path model = folder.resolve("run");
    Path out = folder.resolve("predictions");
    SameTable.Told told = SameTable.write(random, table);
    List<String> words = new ArrayList<>(told.words());
    words.addAll(told.columnWords());
    CommandRun run =
        run(
            words,
            "train",
            "--data=" + table,
            "--hidden=3",
            "--epochs=2",
            "--batch-size=20",
            "--partitions=" + (1 + random.nextInt(3)),
            "--out=" + model);
    run(told.words(), "predict", "--model=" + model, "--input=" + table, "--out=" + out);
    List<String> predictions = new ArrayList<>();
    try (Stream<Path> parts = Files.list(out)) {
      for (Path part :
          parts
              .filter(file -> file.getFileName().toString().startsWith("part-"))
              .sorted()
              .toList()) {
        predictions.addAll(Files.readAllLines(part));
      }
    }
    for (Path made : List.of(table, model, out)) {
      FileUtils.deleteDirectory(made.toFile());
    }
    return new Learned(run.errLines().get(run.errLines().size() - 1), predictions);
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
