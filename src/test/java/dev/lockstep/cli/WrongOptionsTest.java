package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A wrong option is exit 2 and one line, before Spark starts, and leaves nothing. */
final class WrongOptionsTest {
  @TempDir Path temporary;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--epochs -1",
        "--epochs ten",
        "--epochs 2.5",
        "--epochs 2147483648",
        "--batch-size 0",
        "--batch-size -100",
        "--batch-size x",
        "--batch-size 1e2",
        "--learning-rate 0",
        "--learning-rate -0.5",
        "--learning-rate NaN",
        "--learning-rate Infinity",
        "--learning-rate 1e999",
        "--learning-rate 0x1p3",
        "--learning-rate 0.5f",
        "--learning-rate fast",
        "--init-range 0",
        "--init-range -0.1",
        "--init-range nan",
        "--init-range inf",
        "--init-range -1e400",
        "--seed -1",
        "--seed 2147483648",
        "--seed eight",
        "--hidden 0",
        "--hidden 100,-50",
        "--hidden 100,,50",
        "--hidden 100,50,",
        "--hidden all",
        "--blocks 0",
        "--blocks many",
        "--partitions -1",
        "--partitions 0",
        "--partitions all",
        "--partitions 9",
        "--aggregation star",
        "--activation softplus",
        "--activation relu,tanh,gelu",
        "--activation relu,,tanh",
        "--optimizer rmsprop",
        "--momentum 0.9",
        "--momentum 1 --optimizer momentum",
        "--weight-decay 0.01",
        "--weight-decay -1 --optimizer adamw",
        "--weight-decay 0.01 --optimizer adam",
        "--learning-rate 0.1 --optimizer lbfgs",
        "--schedule cosine --optimizer lbfgs",
        "--warmup 5 --optimizer lbfgs",
        "--clip-norm 1 --optimizer lbfgs",
        "--shuffle --optimizer lbfgs",
        "--dropout 0.5 --optimizer lbfgs",
        "--freeze 1 --optimizer lbfgs",
        "--freeze 0",
        "--freeze first",
        "--dropout 1",
        "--dropout -0.1",
        "--dropout half",
        "--dropout 0.2,0.5",
        "--aggregation allreduce --optimizer lbfgs",
        "--l2 -0.1",
        "--l2 1e999",
        "--clip-norm -1",
        "--schedule plateau",
        "--patience -1",
        "--patience 3",
        "--monitor accuracy",
        "--monitor auc",
        "--keep-best",
        "--max-seconds -1",
        "--validation-fraction 1",
        "--schedule-factor 0.1",
        "--schedule-factor 0 --schedule step",
        "--schedule-factor 1.5 --schedule step",
        "--schedule-every 0 --schedule step",
        "--schedule-every 3 --schedule cosine",
        "--schedule-floor 0.1 --schedule step",
        "--schedule-floor 0.6 --schedule cosine",
        "--warmup -1",
        "--init xavier",
        "--init-range 0.2 --init he-normal",
        "--overwrite=perhaps",
        "--resume=perhaps",
        "--checkpoint-every -1",
        "--checkpoint-every often",
        "--data=",
        "--out="
      })
  void aWrongValueIsNamedWithItsOption(String option) throws IOException {
    CommandRun run = train(option.split(" "));
    assertOneLine(run);
    String name = option.split("[ =]", 2)[0];
    assertTrue(run.err().matches(name + " (\\S+ )?is .*\n"), run.err());
  }

  /** The last four were choices before there was exact arithmetic. */
  @ParameterizedTest
  @ValueSource(strings = {"", "fast", "EXACT", "auto", "native", "vector", "plain"})
  void whatComputesProductsIsExactOrMllib(String word) throws IOException {
    CommandRun run = train("--blas=" + word);
    assertOneLine(run);
    assertEquals("--blas is '%s', which is not one of exact, mllib.\n".formatted(word), run.err());
  }

  @ParameterizedTest
  @CsvSource({
    "--epoch,--epochs",
    "--epoch=3,--epochs",
    "--learning_rate,--learning-rate",
    "--hiden,--hidden",
    "--partition,--partitions",
    "-seed,--seed",
    "--hlp,--help"
  })
  void anUnknownOptionNamesTheNearestKnownOne(String option, String nearest) throws IOException {
    CommandRun run = train(option, "3");
    assertOneLine(run);
    assertEquals(
        "Unknown option: %s. Did you mean %s? ./submit.sh train --help lists all.\n"
            .formatted(option.split("=", 2)[0], nearest),
        run.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--epochs", "--epochs --seed 3", "--epochs 3 --epochs 4", "3"})
  void aMissingASecondAndANeedlessValueAreRefused(String options) throws IOException {
    assertOneLine(train(options.split(" ")));
  }

  @Test
  void aMissingDataFolderIsNamed() throws IOException {
    CommandRun run = train("--data", temporary + "/nowhere");
    assertOneLine(run);
    assertTrue(run.err().contains(temporary + "/nowhere"), run.err());
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.createFile(temporary.resolve("file"));
    CommandRun run =
        CommandRun.withoutSpark(Map.of(), "train", "--out", file.resolve("run").toString());
    assertEquals(2, run.exitCode());
    assertEquals(1, run.errLines().size(), run.err());
    assertTrue(run.err().contains(file.toString()), run.err());
  }

  @Test
  void theRunThatIsThereAlreadyIsRefused() throws IOException {
    Files.createFile(temporary.resolve("run.json"));
    CommandRun run = CommandRun.withoutSpark(Map.of(), "train", "--out", temporary.toString());
    assertEquals(2, run.exitCode());
    assertEquals(
        temporary
            + " holds a run already."
            + " Name another folder with --out, or replace it with --overwrite.\n",
        run.err());
  }

  private CommandRun train(String... options) {
    List<String> words = new ArrayList<>(List.of("train"));
    if (Stream.of(options).noneMatch(option -> option.startsWith("--out"))) {
      words.addAll(List.of("--out", temporary.resolve("run").toString()));
    }
    words.addAll(List.of(options));
    return CommandRun.withoutSpark(Map.of(), words.toArray(String[]::new));
  }

  private void assertOneLine(CommandRun run) throws IOException {
    assertEquals(2, run.exitCode());
    assertEquals("", run.out());
    assertEquals(1, run.errLines().size(), run.err());
    try (Stream<Path> left = Files.list(temporary)) {
      assertEquals(List.of(), left.toList());
    }
  }
}
