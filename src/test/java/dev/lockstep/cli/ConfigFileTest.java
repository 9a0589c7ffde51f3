package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.config.Settings;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.option.Setting;
import dev.lockstep.option.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

final class ConfigFileTest {
  @TempDir Path temporary;

  private static final Setting<org.apache.hadoop.fs.Path> DATA =
      Setting.optional("data", Arguments.PATHS, "");
  private static final Setting<Boolean> OVERWRITE =
      new Setting<>("overwrite", Values.flag(), false, "");

  private Arguments arguments;
  private ConfigFile config = ConfigFile.none();

  private TrainingSettings read(String file, Path home, String... args) {
    CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
    Settings.ALL.forEach(setting -> spec.addOption(Arguments.option(setting)));
    spec.addOption(Arguments.option(DATA)).addOption(Arguments.option(OVERWRITE));
    config = ConfigFile.read(file, spec, home);
    new CommandLine(spec).setDefaultValueProvider(config).parseArgs(args);
    arguments = new Arguments(spec);
    return arguments.settings(TrainingSettings.tutorial());
  }

  private TrainingSettings read(String text, String... args) throws IOException {
    return read(write(text), temporary.resolve("elsewhere"), args);
  }

  private String write(String text) throws IOException {
    return Files.writeString(temporary.resolve("my.properties"), text).toString();
  }

  private String refusal(String text, String... args) throws IOException {
    String file = write(text);
    Exception e = assertThrows(RuntimeException.class, () -> read(file, temporary, args));
    String message = config.attribute(InvalidInputException.in(e).orElseThrow()).getMessage();
    return message.replace(file, "FILE");
  }

  @Test
  void theCommandLineWinsOverTheFileAndTheFileOverTheDefaults() throws IOException {
    TrainingSettings settings =
        read("epochs = 3 \nseed=9\nhidden=none\noverwrite=true", "--epochs", "4");
    assertEquals(4, settings.epochs());
    assertEquals(9, settings.seed());
    assertEquals(0, settings.hidden().size());
    assertEquals(100, settings.batchSize());
    assertEquals(true, arguments.get(OVERWRITE));
  }

  @Test
  void theDefaultsAreThoseOfTheProjectsFile() {
    String file = Path.of("conf/mnist.properties").toAbsolutePath().toString();
    assertEquals(TrainingSettings.tutorial(), read(file, Path.of("").toAbsolutePath()));
    assertEquals(
        "file:" + Path.of("data/mnist").toAbsolutePath(), String.valueOf(arguments.get(DATA)));
  }

  @Test
  void aRelativePathStartsInTheProjectIfTheFileDoes() throws IOException {
    String file = write("data=images");
    read(file, temporary);
    assertEquals("file:" + temporary.resolve("images"), String.valueOf(arguments.get(DATA)));
    read(file, temporary.resolve("elsewhere"));
    assertEquals("images", String.valueOf(arguments.get(DATA)));
    read(write("data=hdfs://host/images"), temporary);
    assertEquals("hdfs://host/images", String.valueOf(arguments.get(DATA)));
  }

  @ParameterizedTest
  @CsvSource({
    "epoch=3, FILE: unknown key epoch. Did you mean epochs?",
    "--epochs=3, FILE: unknown key --epochs. Did you mean epochs?",
    "learning_rate=1, FILE: unknown key learning_rate. Did you mean learning-rate?",
    "epochs=x, 'FILE: epochs is ''x'', which is not a whole number up to 2147483647.'",
    "epochs=, 'FILE: epochs is '''', which is not a whole number up to 2147483647.'",
    "learning-rate=NaN, 'FILE: learning-rate is ''NaN'', which is not a finite number.'",
    "overwrite=yes, 'FILE: overwrite is ''yes'', which is not true or false.'",
    "data=, 'FILE: data is '''', which is not a path.'",
    "epochs=-1, 'FILE: epochs is -1, which is out of range: 0 or more.'",
  })
  void aWrongKeyOrValueIsNamedWithItsFile(String text, String message) throws IOException {
    assertEquals(message, refusal(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"config", "help", "version"})
  void whatBelongsOnTheCommandLineAloneIsNoKey(String key) throws IOException {
    String message = refusal(key + "=true");
    assertTrue(message.startsWith("FILE: unknown key " + key + ". Did you mean "), message);
  }

  @Test
  void theCommandLinesMistakeIsNotTheFiles() throws IOException {
    assertEquals(
        "--epochs is -1, which is out of range: 0 or more.",
        refusal("epochs=3\nseed=1", "--epochs=-1"));
  }

  @Test
  void aFileThatCannotBeReadIsRefused() throws IOException {
    for (String file : new String[] {temporary.toString(), temporary + "/none", "\0"}) {
      assertThrows(InvalidInputException.class, () -> read(file, temporary));
    }
    String broken = write("epochs=\\u12");
    assertThrows(InvalidInputException.class, () -> read(broken, temporary));
    Files.write(temporary.resolve("latin1"), new byte[] {'#', (byte) 0xe9, '\n'});
    assertThrows(
        InvalidInputException.class, () -> read(temporary.resolve("latin1").toString(), temporary));
  }
}
