package dev.lockstep.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.LocalSpark;
import dev.lockstep.ReferenceProgram;
import dev.lockstep.aggregate.AggregationKind;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.report.EpochTable;
import dev.lockstep.rows.idx.IdxFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Lockstep's table and bits on MNIST are those of {@code Reference.java}, an independent program of
 * one file.
 */
final class ReferenceTest {
  /** Of the independent program, which takes some five seconds for each. */
  private static final int EPOCHS = Integer.getInteger("lockstep.reference", 50);

  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  @Test
  void twoEpochsAreThoseOfTheReference() throws Exception {
    List<String> expected = ReferenceProgram.lines(2);
    assertEquals(expected, lockstep(2));
    assertEquals(wholeResult().subList(0, 3), expected.subList(0, 3));
  }

  @Test
  @Tag("slow")
  void manyEpochsAreThoseOfTheReferenceAndItsGoldenFile() throws Exception {
    List<String> expected = ReferenceProgram.lines(EPOCHS);
    assertEquals(wholeResult().subList(0, EPOCHS + 1), expected.subList(0, EPOCHS + 1));
    assertEquals(expected, lockstep(EPOCHS));
  }

  @Test
  @Tag("slow")
  void allEpochsAreThoseOfTheGoldenFile() throws IOException {
    assertEquals(wholeResult(), lockstep(50));
  }

  @Test
  void theWholeResultBeginsAsTheTutorialsAndEndsNearIt() throws IOException {
    List<String> published = Files.readAllLines(GOLDEN.resolve("published-table.txt"));
    assertEquals(published.subList(0, 11), wholeResult().subList(0, 11));
    double last = Double.parseDouble(wholeResult().get(50).replaceAll(".*test_rate= *|%.*", ""));
    assertTrue(last >= 98.05 && last <= 98.35, () -> last + " %");
  }

  @Test
  void theReadmeShowsTheWholeResult() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String result = wholeResult().stream().collect(Collectors.joining("\n", "```\n", "\n```\n"));
    assertTrue(readme.contains(result), "README.md does not show reference-table.txt");
  }

  /** 51 lines and the hash. */
  private static List<String> wholeResult() throws IOException {
    return Files.readAllLines(GOLDEN.resolve("reference-table.txt"));
  }

  private static List<String> lockstep(int epochs) {
    IdxFolder mnist = IdxFolder.open("data/mnist", LocalSpark.spark().hadoopConfiguration());
    TrainingRun run =
        new Trainer(
                LocalSpark.spark(),
                TrainingSettings.tutorial()
                    .withEpochs(epochs)
                    .withAggregation(AggregationKind.ALLREDUCE))
            .train(mnist.train(LocalSpark.spark()), mnist.test(LocalSpark.spark()));
    List<String> lines = new ArrayList<>(run.history().stream().map(EpochTable::line).toList());
    lines.add("parameters_sha256=" + run.parameters().sha256());
    return lines;
  }
}
