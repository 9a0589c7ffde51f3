package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.config.Settings;
import dev.lockstep.option.Choice;
import dev.lockstep.option.Setting;
import dev.lockstep.option.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandsTest {
  private static CommandRun run(String line) {
    return CommandRun.withoutSpark(Map.of(), line.isEmpty() ? new String[0] : line.split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "train --help", "train --epochs 3 --config none --help"})
  void helpIsAResult(String line) {
    CommandRun run = run(line);
    assertEquals(0, run.exitCode());
    assertTrue(run.out().startsWith("Usage: ./submit.sh "), run.out());
    assertEquals("", run.err());
  }

  @Test
  void helpNamesTheDefaults() {
    String help = run("train --help").out().replaceAll("\\s+", " ");
    for (String value : new String[] {"100,50", "50", "100", "0.5", "8", "0.1", "auto", "exact"}) {
      assertTrue(help.contains("Default: " + value + "."), value);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "train --version"})
  void theVersionNamesWhatTheResultsHangOn(String line) {
    CommandRun run = run(line);
    assertEquals(0, run.exitCode());
    assertTrue(
        run.out()
            .matches("Lockstep \\S.* \\(Spark 4\\.1\\.\\d+, Scala 2\\.13\\.\\d+, Java \\S+\\)\n"),
        run.out());
  }

  @Test
  void withoutACommandTheHelpIsAnError() {
    CommandRun run = run("");
    assertEquals(2, run.exitCode());
    assertEquals("", run.out());
    assertEquals(run("--help").out(), run.err());
  }

  @ParameterizedTest
  @CsvSource({
    "trian, Unknown command: trian. Did you mean train? ./submit.sh --help lists all.",
    "--epochs 3, Name a command before --epochs: ./submit.sh train --epochs 3",
    "--epochs=3 train, Name a command before --epochs: ./submit.sh train --epochs=3"
  })
  void aMissingCommandIsAskedFor(String line, String answer) {
    CommandRun run = run(line);
    assertEquals(2, run.exitCode());
    assertEquals("", run.out());
    assertEquals(answer + "\n", run.err());
  }

  @Test
  void everyOptionIsDocumented() throws IOException {
    StringBuilder pages = new StringBuilder(Files.readString(Path.of("README.md")));
    try (Stream<Path> files = Files.list(Path.of("src/site/markdown"))) {
      for (Path file : files.toList()) {
        pages.append(Files.readString(file));
      }
    }
    for (String command : new String[] {"train", "evaluate", "predict"}) {
      Matcher option =
          Pattern.compile("--(?!help|version)[a-z-]+(?=[ =\n])")
              .matcher(run(command + " --help").out());
      while (option.find()) {
        assertTrue(pages.indexOf("`" + option.group()) >= 0, option.group());
      }
    }
  }

  private enum Only implements Choice {
    MEMBER
  }

  @Test
  void aChoiceOfOneMemberIsNotShown() {
    Setting<Only> setting =
        new Setting<>("only", Values.choice(List.of(Only.values())), Only.MEMBER, "");
    assertTrue(Arguments.option(setting).hidden());
    Setting<List<Only>> list =
        new Setting<>("only", Values.list(setting.values(), "a list"), List.of(Only.MEMBER), "");
    assertTrue(Arguments.option(list).hidden());
    assertFalse(Arguments.option(Settings.BLAS).hidden());
  }
}
