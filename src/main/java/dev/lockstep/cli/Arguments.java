package dev.lockstep.cli;

import dev.lockstep.config.Settings;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.io.HadoopPaths;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.option.Setting;
import dev.lockstep.option.Values;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The values of a command's options: from the command line, a configuration file, or defaults. */
final class Arguments {
  /** Local or any other Hadoop paths. */
  static final Values<Path> PATHS = new Values<>("PATH", HadoopPaths::of, "a path");

  /** Words as they are. */
  static final Values<String> WORDS = new Values<>("WORD", Function.identity(), "a word");

  private final CommandSpec command;

  Arguments(CommandSpec command) {
    this.command = command;
  }

  /** Makes an option of a setting. */
  static OptionSpec option(Setting<?> setting) {
    String byDefault =
        setting.isFlag() || setting.defaultText().isEmpty()
            ? ""
            : " Default: %s.".formatted(setting.defaultText());
    OptionSpec.Builder option =
        OptionSpec.builder("--" + setting.name())
            .description(setting.help() + byDefault)
            .hidden(!setting.isChoosable())
            .converters(setting::parse);
    return setting.isFlag()
        ? option.type(Boolean.class).fallbackValue("true").build()
        : option.type(Object.class).arity("1").paramLabel(setting.values().placeholder()).build();
  }

  /** Whether an option of this command is given. */
  boolean has(Setting<?> setting) {
    return find(setting).isPresent();
  }

  /** The value of an option, if it is given. */
  <T> Optional<T> find(Setting<T> setting) {
    OptionSpec option = command.findOption("--" + setting.name());
    return option == null ? Optional.empty() : Optional.ofNullable(option.getValue());
  }

  /** The value of an option, or its default. */
  <T> T get(Setting<T> setting) {
    return find(setting).orElse(setting.byDefault());
  }

  /**
   * The value of an option that has no default.
   *
   * @throws InvalidInputException if it is not given
   */
  <T> T require(Setting<T> setting) {
    return find(setting)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    setting.name(),
                    "is missing: %s %s needs --%s %s."
                        .formatted(
                            Commands.PROGRAM,
                            command.name(),
                            setting.name(),
                            setting.values().placeholder())));
  }

  /**
   * The settings of a training.
   *
   * @param start what holds where nothing is given
   * @throws InvalidInputException if one does not fit another
   */
  TrainingSettings settings(TrainingSettings start) {
    TrainingSettings settings = start;
    for (Setting<?> setting : Settings.ALL) {
      settings = with(settings, setting);
    }
    return settings;
  }

  private <T> TrainingSettings with(TrainingSettings settings, Setting<T> setting) {
    return find(setting).map(value -> settings.with(setting, value)).orElse(settings);
  }
}
