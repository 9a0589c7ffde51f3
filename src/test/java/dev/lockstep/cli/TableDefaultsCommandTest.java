package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which recipe a table and which one images are learned by where nothing else is said. */
final class TableDefaultsCommandTest extends InputRuns {
  private static final String PENGUINS = "data/penguins/penguins.csv";

  private CommandRun first(String data, String out, String... options) {
    return run(
        Stream.concat(Stream.of("train", "--data", data, "--out", at(out)), Stream.of(options))
            .toArray(String[]::new));
  }

  /** What is announced as recipe and as epochs. */
  private static String recipe(CommandRun run) {
    assertEquals(0, run.exitCode(), run.err());
    return run.errLines().stream()
        .filter(line -> line.startsWith("  recipe ") || line.startsWith("  epochs "))
        .map(line -> line.substring(9).strip())
        .collect(Collectors.joining("; "));
  }

  @Test
  void aTableHasItsOwnRecipeAndOptionsWin() {
    CommandRun run = first(PENGUINS, "a", "--label=species", "--test-fraction=0.2");
    String recipe = recipe(run);
    assertTrue(
        recipe.matches(
            "adam 0\\.005, cosine, l2 0\\.01\\d+, init glorot-uniform, shuffled; 50, in mini-batches of 8 rows"),
        recipe);
    String last = run.out().lines().reduce((a, b) -> b).orElseThrow();
    assertTrue(last.matches(" 50 train_rate=.* test_rate=( 9[5-9]|100)\\..*"), last);
    assertEquals(
        "sgd 0.5, cosine, l2 0.1, init glorot-uniform; 1, in mini-batches of 20 rows",
        recipe(
            first(
                PENGUINS,
                "b",
                "--label=species",
                "--optimizer=sgd",
                "--shuffle=false",
                "--l2=0.1",
                "--batch-size=20",
                "--epochs=1")));
    recipe(first(PENGUINS, "c", "--label=species", "--optimizer=lbfgs", "--epochs=1"));
  }

  @Test
  void theTutorialsRecipeIsThatOfImagesAndOfItsFile() {
    String tutorial = "sgd 0.5; 1, in mini-batches of 100 rows";
    assertEquals(tutorial, recipe(first(of("idx-both"), "a", "--epochs=1")));
    String file = "--config=conf/mnist.properties";
    assertEquals(tutorial, recipe(first(PENGUINS, "b", "--label=species", file, "--epochs=1")));
  }
}
