package dev.lockstep.cli;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.option.Setting;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Options in a properties file: the keys are their long names. The command line wins over the file,
 * the file over the defaults.
 *
 * <p>In a file of the project a relative path starts at the project's folder; otherwise, as on the
 * command line, at the current one.
 */
final class ConfigFile implements IDefaultValueProvider {
  /** Names the file; not a key itself. */
  static final Setting<String> OPTION =
      Setting.optional(
          "config",
          Arguments.WORDS.called("FILE"),
          "Properties file of options, without the dashes; the command line wins.");

  private static final Set<String> NOT_KEYS = Set.of(OPTION.name(), "help", "version");

  private final String name;
  private final Path home;
  private final Properties values = new Properties();
  private final Set<String> used = new HashSet<>();

  private ConfigFile(String name, Path home) {
    this.name = name;
    this.home = home.normalize();
  }

  /** A file without keys. */
  static ConfigFile none() {
    return new ConfigFile("", Path.of(""));
  }

  /**
   * Reads a file.
   *
   * @param name its path, as messages name it
   * @param command whose options may be keys
   * @param home the project's folder
   * @throws InvalidInputException if it cannot be read or has another key
   */
  static ConfigFile read(String name, CommandSpec command, Path home) {
    ConfigFile file = new ConfigFile(name, home);
    try (Reader reader = Files.newBufferedReader(Path.of(name))) {
      file.values.load(reader);
    } catch (NoSuchFileException | InvalidPathException e) {
      throw new InvalidInputException("There is no file %s. Correct --config.".formatted(name), e);
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidInputException(
          "Cannot read %s: %s. --config names a properties file.".formatted(name, e.getMessage()),
          e);
    }
    List<String> keys =
        ErrorReport.optionNames(command).stream()
            .map(ConfigFile::key)
            .filter(key -> !NOT_KEYS.contains(key))
            .toList();
    for (String key : new TreeSet<>(file.values.stringPropertyNames())) {
      if (!keys.contains(key)) {
        throw new InvalidInputException(
            "%s: unknown key %s. Did you mean %s?"
                .formatted(name, key, ErrorReport.nearest(key, keys)));
      }
    }
    return file;
  }

  private static String key(String option) {
    return option.substring("--".length());
  }

  /** The text of an option that the command line does not have, or null. */
  @Override
  public String defaultValue(ArgSpec option) throws Exception {
    String key = key(ErrorReport.nameOf(option));
    String value = values.getProperty(key);
    if (value == null) {
      return null;
    }
    used.add(key);
    String text = value.strip();
    return isProjects() && option.converters()[0].convert(text) instanceof org.apache.hadoop.fs.Path
        ? inProject(new org.apache.hadoop.fs.Path(text)).toString()
        : text;
  }

  private boolean isProjects() {
    return Path.of(name).toAbsolutePath().normalize().startsWith(home);
  }

  private org.apache.hadoop.fs.Path inProject(org.apache.hadoop.fs.Path path) {
    return path.toUri().isAbsolute() || path.isAbsolute()
        ? path
        : CommandContext.local(home.resolve(path.toString()));
  }

  /** A mistake as the user has made it: with this file's name if it is in an option set here. */
  InvalidInputException attribute(InvalidInputException mistake) {
    return mistake.option().filter(used::contains).isPresent() ? mistake.in(name) : mistake;
  }
}
