package dev.lockstep.cli;

import dev.lockstep.io.InvalidInputException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Options in a properties file: the keys are their long names. The command line wins over the file,
 * the file over the defaults.
 *
 * <p>A relative path is one of the project's if the file is, else it starts where the command was
 * given.
 */
final class ConfigFile {
  private static final Set<String> COMMAND_LINE_ONLY = Set.of("--config", "--help", "--version");

  private final String name;
  private final Map<String, String> values = new TreeMap<>();
  private final Set<String> used = new HashSet<>();

  private ConfigFile(String name) {
    this.name = name;
  }

  /** A file without keys. */
  static ConfigFile none() {
    return new ConfigFile("");
  }

  /**
   * Reads a file.
   *
   * @throws InvalidInputException if it cannot be read
   */
  static ConfigFile read(String name) {
    ConfigFile file = new ConfigFile(name);
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(name))) {
      properties.load(reader);
    } catch (NoSuchFileException | InvalidPathException e) {
      throw new InvalidInputException("There is no file %s. Correct --config.".formatted(name), e);
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidInputException(
          "Cannot read %s: %s. --config names a properties file.".formatted(name, e.getMessage()),
          e);
    }
    properties.forEach((key, value) -> file.values.put((String) key, ((String) value).strip()));
    return file;
  }

  /**
   * Sets every option that the file has and the command line has not.
   *
   * @throws InvalidInputException naming the file and a key that no option has, or whose value
   *     cannot be read
   */
  void fillIn(ParseResult arguments, Path home) {
    List<String> known =
        Options.names(arguments.commandSpec()).stream()
            .filter(option -> !COMMAND_LINE_ONLY.contains(option))
            .map(option -> option.substring(2))
            .toList();
    values.forEach(
        (key, text) -> {
          if (!known.contains(key)) {
            throw new InvalidInputException(
                "%s: unknown key %s. Did you mean %s?"
                    .formatted(name, key, Nearest.to(key, known)));
          }
          if (!arguments.hasMatchedOption("--" + key)) {
            set(arguments.commandSpec().findOption("--" + key), text, home);
            used.add(key);
          }
        });
  }

  private void set(OptionSpec option, String text, Path home) {
    try {
      Object value = option.converters()[0].convert(text);
      option.setValue(
          value instanceof org.apache.hadoop.fs.Path path && liesIn(home)
              ? resolve(home, path)
              : value);
    } catch (Exception e) {
      throw new InvalidInputException(
          "%s: %s is %s.".formatted(name, Options.name(option).substring(2), e.getMessage()), e);
    }
  }

  private boolean liesIn(Path home) {
    return Path.of(name).toAbsolutePath().normalize().startsWith(home.normalize());
  }

  private static org.apache.hadoop.fs.Path resolve(Path home, org.apache.hadoop.fs.Path path) {
    return path.toUri().isAbsolute() || path.isAbsolute()
        ? path
        : OptionValue.Place.local(home.resolve(path.toString()));
  }

  /**
   * Makes something of the options.
   *
   * @throws InvalidInputException as {@code maker} does, with the file's name before the message if
   *     it begins with an option that was set by the file
   */
  <T> T explain(Supplier<T> maker) {
    try {
      return maker.get();
    } catch (InvalidInputException e) {
      String option = e.getMessage().split(" ", 2)[0];
      if (option.startsWith("--") && used.contains(option.substring(2))) {
        throw new InvalidInputException(name + ": " + e.getMessage().substring("--".length()), e);
      }
      throw e;
    }
  }
}
